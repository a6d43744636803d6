import CaseVault
import Foundation
import System

/// Where a vault lies, and whether what lies there may be trusted.
struct VaultPlace: Sendable {
  /// The folder that holds the database; for a single copied file, the folder it lies in.
  let folder: FilePath
  let database: FilePath
  let sharing: Sharing
  /// A copied file lies in a folder of its owner's choice, which need not be private.
  private let isCopy: Bool

  init(folder: String, sharing: Sharing) {
    self.folder = Self.absolute(folder)
    database = self.folder.appending("vault.db")
    self.sharing = sharing
    isCopy = false
  }

  init(copy file: String) {
    database = Self.absolute(file)
    folder = database.parent
    sharing = .ownerOnly
    isCopy = true
  }

  /// Learns from the folder's mode whether it is shared: set-gid and open to its group.
  init(existingFolder path: String) throws {
    let facts = try StorageError.translating { try FileFacts(of: Self.absolute(path)) }
    let shared = facts.mode & 0o2070 == 0o2070
    self.init(
      folder: path, sharing: shared ? .group(GroupID(rawValue: facts.group)) : .ownerOnly)
  }

  /// Makes the folder, or accepts an empty or foreign one that nobody else may enter.
  func make() throws {
    try refuseNetwork()
    try StorageError.translating {
      try PrivateFolder(folder, sharing: sharing).create()
      guard try !database.exists() else { throw FileError(folder, .alreadyExists) }
    }
  }

  /// Has the database written under another name, and gives it its own once it is whole and durable.
  func fill(_ write: (String) throws -> Void) throws {
    try refuseNetwork()
    try StorageError.translating {
      try PrivateFile(database, sharing: sharing).create { try write($0.string) }
    }
  }

  /// Runs `open` between two looks at the same files.
  ///
  /// SQLite itself follows no link from the database's name on (it opens the WAL and the shared
  /// memory with O_NOFOLLOW); the second look finds a database that was swapped in between.
  func admitted<Result>(_ open: () throws -> Result) throws -> Result {
    try refuseNetwork()
    let before = try check()
    let result = try open()
    let after = try check()
    guard before.inode == after.inode, before.device == after.device else {
      throw StorageError.unsafeFile(path: database.string, reason: "replaced while being opened")
    }
    return result
  }

  /// Whether this account can make files beside the database: otherwise waiting does not help it.
  var takesFiles: Bool { folder.takesFiles }

  /// True when the database may be read as it lies: nothing is in a WAL or waits in a journal, and the
  /// failure is that of not being able to make one.
  func canBeReadAlone(after error: StorageError) -> Bool {
    switch error {
    case .readOnly, .permissionDenied: (try? walSize) == 0 && (try? hasBegunJournal) == false
    default: false
    }
  }

  /// Whether the database may be read as it lies because nobody may write to it, its owner included, and
  /// nothing waits beside it. SQLite would give the files that it makes beside it the same mode, and they
  /// would stay in the way once the database may be written to again.
  var isClosedToWriting: Bool {
    get throws {
      let facts = try StorageError.translating { try FileFacts(of: database) }
      return try facts.mode & 0o222 == 0 && walSize == 0 && !hasBegunJournal
    }
  }

  /// In bytes; 0 when there is none.
  var walSize: Int {
    get throws {
      try StorageError.translating {
        try FileError.unlessGone { () throws(FileError) in try FileFacts(of: wal).size } ?? 0
      }
    }
  }

  /// Whether pages may have reached the database that only a journal can take out again.
  ///
  /// SQLite writes the journal's first byte once the rest is on the disk, and a page of the database only
  /// then. A journal that a crash left without is passed over by whoever opens the database, and lies
  /// there until the next large import (pager.c, hasHotJournal).
  var hasBegunJournal: Bool {
    get throws {
      try StorageError.translating {
        let first = try FileError.unlessGone { () throws(FileError) in
          var reader = try ChunkReader(opening: journal)
          return try reader.next()?.first ?? 0
        }
        return first ?? 0 != 0
      }
    }
  }

  /// Takes the database away, the name that makes it a vault first.
  func removeFiles() throws {
    try StorageError.translating {
      for file in [database, wal, sharedMemory, journal] where try file.exists() {
        try PrivateFile(file, sharing: sharing).remove()
      }
    }
  }

  private var wal: FilePath { FilePath(database.string + "-wal") }
  /// What a large import that was cut off leaves, for the next opening to undo it with.
  private var journal: FilePath { FilePath(database.string + "-journal") }
  private var sharedMemory: FilePath { FilePath(database.string + "-shm") }

  /// The files themselves are never opened here: closing any descriptor of a database releases the
  /// locks that SQLite holds on it in the same process (POSIX fcntl).
  private func check() throws -> FileFacts {
    try StorageError.translating {
      if !isCopy { try PrivateFolder(folder, sharing: sharing).check() }
      guard try isCopy || database.exists() else {
        throw StorageError.notAVault(path: folder.string)
      }
      try PrivateFile(database, sharing: sharing).check()
      for file in [wal, sharedMemory] {
        _ = try FileError.unlessGone { () throws(FileError) in
          try PrivateFile(file, sharing: sharing).check()
        }
      }
      let facts = try FileFacts(of: database)
      // SQLite takes an empty file for a new database; for us it is none.
      guard facts.size > 0 else { throw StorageError.notAVault(path: database.string) }
      return facts
    }
  }

  /// A copy is written once and read alone: that a share can keep.
  private func refuseNetwork() throws {
    guard !isCopy else { return }
    let system = try StorageError.translating { try FileSystem(holding: folder) }
    if system.isNetwork {
      throw StorageError.networkFileSystem(path: folder.string, kind: system.name)
    }
  }

  /// Connections are opened whenever they are needed, and the working folder may change meanwhile.
  private static func absolute(_ path: String) -> FilePath {
    let path = FilePath(path)
    guard !path.isAbsolute, !path.string.isEmpty else { return path }
    return FilePath(FileManager.default.currentDirectoryPath).appending(path.string)
  }
}
