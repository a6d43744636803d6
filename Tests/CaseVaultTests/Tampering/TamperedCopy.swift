import Casework
import Foundation
import GRDB
import Keyring
import SQLiteStorage

@testable import CaseVault

/// A copy of a vault in memory, to be changed, verified and put right again many thousand times.
final class TamperedCopy {
  private let vault: SmallVault
  private let folder: String
  private let file: FileHandle
  var path: String { "\(folder)/copy.db" }

  init(of vault: SmallVault) throws {
    self.vault = vault
    // Memory where there is some to be had; the temporary folder otherwise.
    let base = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
    folder = "\(base)/casevault-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let path = "\(folder)/copy.db"
    try Data(vault.bytes).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
  }

  deinit {
    try? file.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Runs `body` while some bytes are others: each is combined with `mask` by exclusive or.
  func withBytes<Result>(
    at offsets: ArraySlice<Int>, changedBy mask: UInt8, _ body: () throws -> Result
  ) throws -> Result {
    for offset in offsets { try put(vault.bytes[offset] ^ mask, at: offset) }
    defer { for offset in offsets { try? put(vault.bytes[offset], at: offset) } }
    return try body()
  }

  private func put(_ byte: UInt8, at offset: Int) throws {
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: Data([byte]))
  }

  /// Runs `body` on the rows after `change` was made as anybody can make it who has SQLite.
  func with<Result>(
    _ change: (Database) throws -> Void, _ body: () throws -> Result
  ) throws -> Result {
    defer { putRight() }
    let queue = try DatabaseQueue.patient(at: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: "PRAGMA synchronous = OFF; PRAGMA ignore_check_constraints = ON")
      try change(database)
    }
    try queue.close()
    return try body()
  }

  private func putRight() {
    for name in ["wal", "shm"] { try? FileManager.default.removeItem(atPath: "\(path)-\(name)") }
    try? file.truncate(atOffset: 0)
    try? file.seek(toOffset: 0)
    try? file.write(contentsOf: Data(vault.bytes))
  }

  /// Every row by every way, as SQLite alone reads them.
  func reading() throws -> EveryRow { try EveryRow(of: path) }

  /// What verification finds first.
  struct Verdict: Equatable, CustomStringConvertible {
    /// The fault's class, or how the vault was refused.
    let kind: String
    /// Nil where it was refused without one.
    let place: IntegrityFault.Place?

    init(_ kind: String) { (self.kind, place) = (kind, nil) }

    init(_ fault: IntegrityFault) { (kind, place) = (fault.kind.rawValue, fault.place) }

    var description: String { "\(kind) at \(place.map { "\($0)" } ?? "no place")" }
  }

  /// Nil for a vault that is whole.
  func verdict() throws -> Verdict? {
    do {
      let storage = try SQLiteStorage.open(copy: path)
      let report = try Vault.verify(
        storage, with: try vault.owner.identity(), memory: vault.owner.memory)
      return report.firstFault.map { Verdict($0) }
    } catch let fault as IntegrityFault {
      return Verdict(fault)
    } catch StorageError.corrupt {
      return Verdict("database-damaged")
    } catch let error as StorageError {
      return Verdict("refused: \(String(describing: error).prefix { $0 != "(" })")
    } catch {
      return Verdict("threw \(type(of: error)).\(error)")
    }
  }
}
