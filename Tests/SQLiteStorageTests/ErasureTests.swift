import CaseVault
import Foundation
import Keyring
import StorageContract
import Testing

@testable import SQLiteStorage

@Suite struct ErasureTests {
  /// Stands in no other row and in nothing that SQLite writes of itself.
  private let canary = Array("canary-7b1e".utf8)

  @Test func `a dropped envelope is nowhere in the files, the log included`() throws {
    let vault = try TemporaryVault()
    let storage = try vault.opened()
    let doomed = try Sample.envelope(1).replacingBody(by: canary + Sample.bytes(40_000, seed: 3))
    var commit = Commit(position: 0)
    commit.envelopes = try [Sample.envelope(0), doomed, Sample.envelope(2)]
    try storage.apply(commit)
    #expect(try vault.rawBytes().contains(canary))
    // Into the database, too: it must be erased there as well.
    try storage.apply(Sample.commit(at: 0))
    var dropping = Commit(position: 1)
    dropping.droppedEnvelopes = [doomed.key]
    try storage.apply(dropping)
    #expect(try !vault.rawBytes().contains(canary))
    #expect(try storage.reading { try $0.allEnvelopes().count } == 2)
  }

  @Test func `a dropped wrap and replaced slots are nowhere in the files either`() throws {
    let vault = try TemporaryVault()
    let storage = try vault.opened()
    let envelope = try Sample.envelope(1).with(slots: canary)
    var commit = Commit(position: 0)
    commit.envelopes = [envelope]
    commit.wraps = [StoredWrap(locator: canary + Sample.bytes(5, seed: 1), bytes: canary)]
    try storage.apply(commit)
    var dropping = Commit(position: 0)
    dropping.slots = [SlotChange(envelope: envelope.key, slots: [])]
    dropping.droppedWraps = commit.wraps.map(\.locator)
    try storage.apply(dropping)
    #expect(try !vault.rawBytes().contains(canary))
  }

  @Test func `where a reader holds the log, erasing is finished with a later transaction`() throws {
    let vault = try TemporaryVault()
    let storage = try vault.opened()
    let doomed = try Sample.envelope(1).replacingBody(by: canary)
    var commit = Commit(position: 0)
    commit.envelopes = [doomed]
    try storage.apply(commit)
    var dropping = Commit(position: 0)
    dropping.droppedEnvelopes = [doomed.key]
    try vault.opened().reading { reader in
      #expect(try reader.size() == 0)
      try storage.apply(dropping)
      #expect(try reader.allEnvelopes() == [doomed])
    }
    #expect(try vault.rawBytes().contains(canary))
    try storage.apply(Sample.commit(at: 0))
    #expect(try !vault.rawBytes().contains(canary))
  }
}

extension StoredEnvelope {
  fileprivate func replacingBody(by body: [UInt8]) -> StoredEnvelope {
    StoredEnvelope(
      id: id, version: version, shelf: shelf, slots: slots, header: header, body: body)
  }
}

extension Data {
  fileprivate func contains(_ bytes: [UInt8]) -> Bool { range(of: Data(bytes)) != nil }
}
