import CaseVault
import Foundation
import StorageContract
import Testing

@testable import SQLiteStorage

@Suite struct CopyTests {
  @Test func `a copy holds everything, in one file that only its owner can read`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    let copy = vault.parent + "/backup.casevault"
    let storage = try vault.opened()
    try storage.copy(to: copy) { _ in }
    #expect(try vault.mode(of: copy) == 0o600)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: vault.parent).sorted() == [
        "backup.casevault", "vault",
      ])
    let opened = try SQLiteStorage.open(copy: copy)
    let rows = try opened.reading { reader in
      #expect(try reader.identity() == vault.identity)
      return try reader.readEverything()
    }
    #expect(try rows == storage.reading { try $0.readEverything() })
    #expect(throws: StorageError.readOnly) { try opened.apply(Sample.commit(at: 3)) }
  }

  @Test func `a copy never takes the place of a file that is there`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    let copy = vault.parent + "/precious"
    try Data("precious".utf8).write(to: URL(fileURLWithPath: copy))
    #expect(throws: StorageError.alreadyExists(path: copy)) {
      try vault.opened().copy(to: copy) { _ in }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) == Data("precious".utf8))
  }

  @Test func `a copy into no folder says so`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    let nowhere = vault.parent + "/nowhere"
    #expect(throws: StorageError.notFound(path: nowhere)) {
      try vault.opened().copy(to: nowhere + "/copy") { _ in }
    }
  }

  @Test func `a copy put into a folder is a vault again`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    let copy = vault.parent + "/copy"
    try vault.opened().copy(to: copy) { _ in }
    let other = try TemporaryVault()
    let restored = try SQLiteStorage.restore(copy, at: other.folder)
    try restored.apply(Sample.commit(at: 3))
    #expect(try restored.reading { try $0.size() } == 4)
    #expect(try other.names() == ["vault.db", "vault.db-shm", "vault.db-wal"])
    #expect(throws: StorageError.alreadyExists(path: vault.folder)) {
      try SQLiteStorage.restore(copy, at: vault.folder)
    }
  }

  @Test func `what is no copy of a vault cannot be restored`() throws {
    let vault = try TemporaryVault()
    let file = vault.parent + "/letter"
    try Data("Dear Sir".utf8).write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    #expect(throws: StorageError.notAVault(path: file)) {
      try SQLiteStorage.restore(file, at: vault.folder)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: vault.parent) == ["letter"])
  }
}
