import AuditLog
import Casework
import Foundation
import GRDB
import Keyring
import SQLiteStorage

@testable import CaseVault

// What an attacker with the database at hand can do: copy it, put it back, change any row.

extension Practice {
  /// Uses a vault and closes everything that it holds open, so that files can be exchanged.
  func with(_ vault: Vault, _ use: (Vault) throws -> Void) throws {
    try use(vault)
    vault.close()
  }

  func copyOfDatabase() throws -> [String: Data] {
    try tamper("PRAGMA wal_checkpoint(TRUNCATE)")
    let path = "\(vaultPath)/vault.db"
    return ["vault.db": try Data(contentsOf: URL(fileURLWithPath: path))]
  }

  func putBack(_ files: [String: Data]) throws {
    for name in ["vault.db", "vault.db-wal", "vault.db-shm"] {
      try? FileManager.default.removeItem(atPath: "\(vaultPath)/\(name)")
    }
    for (name, bytes) in files {
      let path = "\(vaultPath)/\(name)"
      try bytes.write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
  }

  /// Runs a statement as somebody would who has the file and SQLite.
  func tamper(_ statement: String) throws {
    let queue = try DatabaseQueue.patient(at: "\(vaultPath)/vault.db")
    try queue.writeWithoutTransaction { database in
      for row in try Row.fetchAll(database, sql: statement) { _ = row }
    }
    try queue.close()
  }

  /// The first fault that opening or verifying comes upon.
  func firstFault(for person: Person) throws -> IntegrityFault? {
    do {
      return try open(person).verify().firstFault
    } catch let fault as IntegrityFault {
      return fault
    }
  }
}

extension TransientMemory {
  func copy() -> [MemoryItem: [UInt8]] {
    var items: [MemoryItem: [UInt8]] = [:]
    for item in MemoryItem.allCases { items[item] = load(item) }
    return items
  }

  func replace(with items: [MemoryItem: [UInt8]]) {
    for (item, bytes) in items { save(bytes, as: item) }
  }
}

extension DatabaseQueue {
  /// A connection with none of our settings that waits, as `sqlite3` with a timeout would: a vault that was
  /// just closed may still be folding SQLite's log into the database.
  static func patient(at path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    return try DatabaseQueue(path: path, configuration: configuration)
  }
}
