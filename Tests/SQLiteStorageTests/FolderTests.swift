import CaseVault
import Foundation
import StorageContract
import Synchronization
import System
import Testing

@testable import SQLiteStorage

@Suite struct FolderTests {
  @Test func `a vault of one's own is closed to everybody else`() throws {
    let vault = try TemporaryVault()
    let storage = try vault.opened()
    try storage.apply(Sample.commit(at: 0))
    #expect(try vault.mode(of: vault.folder) == 0o700)
    #expect(try vault.names() == ["vault.db", "vault.db-shm", "vault.db-wal"])
    for name in try vault.names() {
      #expect(try vault.mode(of: vault.folder + "/" + name) == 0o600, "\(name)")
    }
  }

  @Test func `a group's vault is open to the group, the log and its shared memory too`() throws {
    let vault = try TemporaryVault()
    let group = GroupID(rawValue: getgid())
    do {
      let storage = try SQLiteStorage.create(
        at: vault.folder, vaultID: vault.vaultID, group: group)
      try storage.apply(Sample.commit(at: 0))
      #expect(try vault.mode(of: vault.folder) == 0o2770)
      for name in try vault.names() {
        let facts = try FileFacts(of: FilePath(vault.folder + "/" + name))
        #expect(facts.mode == 0o660, "\(name)")
        #expect(facts.group == group.rawValue, "\(name)")
      }
    }
    #expect(try vault.opened().reading { try $0.size() } == 1)
  }

  @Test func `the last to leave takes the log along`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    #expect(try vault.names() == ["vault.db"])
  }

  /// Whoever opens the vault in that instant looks at files that are there and then are not.
  @Test func `files that another program takes along do not stand in the way`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    let place = try VaultPlace(existingFolder: vault.folder)
    let spare = vault.parent + "/spare"
    #expect(
      FileManager.default.createFile(
        atPath: spare, contents: nil, attributes: [.posixPermissions: 0o600]))
    let isOver = Mutex(false)
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      guard part == 0 else {
        // The other program, that comes and leaves without end.
        while !isOver.withLock({ $0 }) {
          for name in ["vault.db-wal", "vault.db-shm"] {
            let file = vault.folder + "/" + name
            try? FileManager.default.moveItem(atPath: spare, toPath: file)
            try? FileManager.default.moveItem(atPath: file, toPath: spare)
          }
        }
        return
      }
      defer { isOver.withLock { $0 = true } }
      for _ in 0..<4_000 {
        #expect(throws: Never.self) { try place.admitted {} }
        #expect(throws: Never.self) { try place.walSize }
      }
    }
  }

  @Test func `where a vault is, none can be made`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    #expect(throws: StorageError.alreadyExists(path: vault.folder)) {
      try SQLiteStorage.create(at: vault.folder, vaultID: vault.vaultID)
    }
    #expect(try vault.opened().reading { try $0.size() } == 3)
  }

  @Test func `a vault can be made in an empty folder, not in one that others can enter`() throws {
    let vault = try TemporaryVault()
    for (mode, isFine) in [(0o755, false), (0o770, false), (0o700, true)] {
      try? FileManager.default.removeItem(atPath: vault.folder)
      try FileManager.default.createDirectory(
        atPath: vault.folder, withIntermediateDirectories: false,
        attributes: [.posixPermissions: mode])
      if isFine {
        _ = try vault.opened()
      } else {
        let reason = "mode \(String(mode, radix: 8))"
        #expect(throws: StorageError.unsafeFile(path: vault.folder, reason: reason)) {
          try vault.opened()
        }
      }
    }
  }

  @Test(arguments: ["vault.db", "vault.db-wal", "vault.db-shm"])
  func `a file that others can read, or a link, is refused`(name: String) throws {
    let vault = try TemporaryVault()
    try vault.filled()
    let path = vault.folder + "/" + name
    if name != "vault.db" { try Data().write(to: URL(fileURLWithPath: path)) }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(throws: StorageError.unsafeFile(path: path, reason: "mode 644")) { try vault.opened() }
    let elsewhere = vault.parent + "/elsewhere"
    try FileManager.default.moveItem(atPath: path, toPath: elsewhere)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: elsewhere)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: elsewhere)
    #expect(throws: StorageError.unsafeFile(path: path, reason: "symbolic link")) {
      try vault.opened()
    }
  }

  @Test func `a folder that others can enter, or a link to one, is refused`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    let link = vault.parent + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: vault.folder)
    #expect(throws: StorageError.unsafeFile(path: link, reason: "symbolic link")) {
      try SQLiteStorage.open(at: link)
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: vault.folder)
    #expect(throws: StorageError.unsafeFile(path: vault.folder, reason: "mode 755")) {
      try vault.opened()
    }
  }

  @Test func `a folder or a pipe in the database's place is no vault`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    try FileManager.default.removeItem(atPath: vault.database)
    try FileManager.default.createDirectory(
      atPath: vault.database, withIntermediateDirectories: false)
    #expect(throws: StorageError.notAVault(path: vault.database)) { try vault.opened() }
    try FileManager.default.removeItem(atPath: vault.database)
    let isMade = unsafe mkfifo(vault.database, 0o600) == 0
    try #require(isMade)
    #expect(throws: StorageError.notAVault(path: vault.database)) { try vault.opened() }
  }

  @Test func `a path that is none names nothing`() throws {
    for path in ["", "/nowhere/at/all", "a\0b", String(repeating: "x", count: 5_000)] {
      #expect(throws: StorageError.self) { try SQLiteStorage.open(at: path) }
    }
    #expect(throws: StorageError.notFound(path: "/nowhere/at/all")) {
      try SQLiteStorage.open(at: "/nowhere/at/all")
    }
  }
}
