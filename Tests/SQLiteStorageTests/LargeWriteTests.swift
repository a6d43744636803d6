import CaseVault
import Casework
import Foundation
import GRDB
import StorageContract
import Testing

@testable import SQLiteStorage

// What changes when a transaction says that it writes much.

@Suite struct LargeWriteTests {
  /// More than the writer's cache holds, so that pages reach the file before the commit.
  private static let envelopes: UInt64 = 80

  /// A vault with 3 entries and 20 small envelopes.
  private func filled() throws -> TemporaryVault {
    let vault = try TemporaryVault()
    try vault.filled()
    return vault
  }

  /// Writes much into such a vault; `before` looks at it before the commit.
  private func writeMuch(
    _ envelopes: UInt64 = Self.envelopes, to storage: SQLiteStorage, _ before: () throws -> Void
  ) throws {
    var commit = Commit(position: 3)
    commit.envelopes = try (100..<100 + envelopes).map { try Sample.envelope($0, body: 1_000_000) }
    try storage.writing(.much) { transaction in
      try transaction.apply(commit)
      try before()
    }
  }

  /// The files of a vault as they were in the middle of writing much.
  private func stoppedMidway() throws -> TemporaryVault {
    let (vault, stopped) = (try filled(), try TemporaryVault())
    try writeMuch(to: try vault.opened()) {
      try FileManager.default.copyItem(atPath: vault.folder, toPath: stopped.folder)
    }
    return stopped
  }

  @Test func `much is written past the log, which is back afterwards`() throws {
    let vault = try filled()
    let storage = try vault.opened()
    try writeMuch(to: storage) { () throws in
      #expect(try vault.names().contains("vault.db-journal"))
      #expect(try !vault.names().contains("vault.db-wal"))
    }
    #expect(try !vault.names().contains("vault.db-journal"))
    let mode = try vault.connection().access { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    #expect(mode == "wal")
    #expect(try storage.reading { try $0.allEnvelopes().count } == 20 + 80)
    try storage.apply(Sample.commit(at: 3))
    #expect(try storage.reading { try $0.size() } == 4)
  }

  @Test func `while somebody else has the vault open, the log is used as ever`() throws {
    let vault = try filled()
    let (storage, other) = (try vault.opened(), try vault.opened())
    #expect(try other.reading { try $0.size() } == 3)
    try writeMuch(3, to: storage) { () throws in
      #expect(try vault.names().contains("vault.db-wal"))
      // A reader sees what was there, and does not wait.
      #expect(try other.reading { try $0.allEnvelopes().count } == 20)
    }
    #expect(try other.reading { try $0.allEnvelopes().count } == 23)
  }

  @Test func `much that is refused leaves nothing, and the log is back`() throws {
    struct Refused: Error {}
    let vault = try filled()
    let storage = try vault.opened()
    #expect(throws: Refused.self) { try writeMuch(to: storage) { throw Refused() } }
    #expect(try storage.reading { try $0.allEnvelopes().count } == 20)
    #expect(try !vault.names().contains("vault.db-journal"))
    try storage.apply(Sample.commit(at: 3))
  }

  @Test func `what a machine that stopped midway leaves is undone by the next opening`() throws {
    let stopped = try stoppedMidway()
    // Pages had reached the file: it is larger than 20 small envelopes can be.
    let size = try FileManager.default.attributesOfItem(atPath: stopped.database)[.size] as? Int
    #expect(try #require(size) > 5_000_000)
    let after = try stopped.opened()
    #expect(try after.reading { try $0.allEnvelopes().count } == 20)
    #expect(try after.reading { try $0.size() } == 3)
    try after.apply(Sample.commit(at: 3))
    #expect(try !stopped.names().contains("vault.db-journal"))
  }

  @Test func `what was left by such a machine is not read as it lies`() throws {
    let stopped = try stoppedMidway()
    let place = try VaultPlace(existingFolder: stopped.folder)
    #expect(!place.canBeReadAlone(after: .readOnly))
    #expect(throws: StorageError.self) { try stopped.opened(readOnly: true) }
  }

  // Found by killing imports. 512 bytes of zeros and a page: the journal's head is written last.
  @Test(arguments: [0, 8_712])
  func `a journal that was never begun keeps nobody from reading`(bytes: Int) throws {
    let vault = try filled()
    try Data(count: bytes).write(to: URL(fileURLWithPath: vault.database + "-journal"))
    let place = try VaultPlace(existingFolder: vault.folder)
    #expect(place.canBeReadAlone(after: .readOnly))
    let storage = try vault.opened()
    try writeMuch(1, to: storage) {}
    #expect(try storage.reading { try $0.allEnvelopes().count } == 21)
    #expect(try !vault.names().contains("vault.db-journal"))
  }
}
