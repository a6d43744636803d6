package import CaseVault
package import Casework
package import System

/// The embedded default: one SQLite database in a folder, on one machine, for several accounts at most.
///
/// A vault is a folder that holds `vault.db` and, while somebody works, SQLite's `vault.db-wal` and
/// `vault.db-shm`. Any number of processes and threads may read and write at once: SQLite's lock lets
/// one write at a time, and readers never wait for a writer or hold one up, but for a large import in
/// a vault of one account (``writing(_:_:)``).
package final class SQLiteStorage: Storage {
  let place: VaultPlace
  private let connections: Connections
  private let isReadOnly: Bool

  private init(_ place: VaultPlace, opening: Connection.Opening) throws {
    self.place = place
    isReadOnly = opening.access != .readWrite
    connections = Connections { try Connection(opening) }
    // The first connection is opened at once, so that whatever is wrong with the file shows here.
    try connections.lend { _ in }
  }

  /// Makes a new vault in a new or empty folder, and opens it.
  ///
  /// The folder becomes 0700 and its files 0600; with a group, 2770 and 0660. The database gets its
  /// name only once it is whole: a crash before that leaves nothing that could be taken for a vault.
  /// Throws ``StorageError/alreadyExists(path:)`` when the folder holds a vault.
  package static func create(
    at folder: String, vaultID: ContentHash, group: GroupID? = nil,
    patience: Duration = defaultPatience
  ) throws -> SQLiteStorage {
    let place = VaultPlace(folder: folder, sharing: group.map(Sharing.group) ?? .ownerOnly)
    try place.make()
    try place.fill { try Schema.create(at: $0, for: vaultID) }
    return try opened(place, patience)
  }

  /// Opens what was just put in place, or takes it away again.
  private static func opened(_ place: VaultPlace, _ patience: Duration) throws -> SQLiteStorage {
    do {
      return try open(at: place.folder.string, patience: patience)
    } catch {
      try? place.removeFiles()
      throw error
    }
  }

  /// Opens the vault in a folder.
  ///
  /// Nothing is believed before it was checked: the owner, kind and mode of folder and files, that no
  /// other machine shares them, and that the database has our tables and nothing else.
  /// `patience` bounds how long a writer waits for another.
  ///
  /// A vault that this account may not write can be read; the first write throws
  /// ``StorageError/readOnly``. Where SQLite cannot even make the files beside the database through
  /// which readers and writers meet (a read-only medium, a folder closed to writing), it is read as it
  /// lies, provided that no log is left beside it: what is in a log could then not be read, so the
  /// error stays, and the folder has to be copied to where it can be written. So is a database that
  /// nobody may write to.
  package static func open(
    at folder: String, readOnly: Bool = false, patience: Duration = defaultPatience
  ) throws -> SQLiteStorage {
    let place = try VaultPlace(existingFolder: folder)
    return try place.admitted {
      let wanted = Connection.Opening(
        place: place, access: readOnly ? .readOnly : .readWrite, patience: patience)
      if try place.isClosedToWriting { return try SQLiteStorage(place, opening: wanted.alone) }
      do {
        return try amongAccounts(of: place, while: place.takesFiles) {
          try SQLiteStorage(place, opening: wanted)
        }
      } catch let error as StorageError where place.canBeReadAlone(after: error) {
        // A read-only medium: SQLite cannot make the shared memory that a WAL database is read
        // through, but without a WAL file there is nothing in it either.
        return try SQLiteStorage(place, opening: wanted.alone)
      }
    }
  }

  /// Opens, for reading only, a single file that ``copy(to:progress:)`` has written.
  package static func open(copy file: String) throws -> SQLiteStorage {
    let place = VaultPlace(copy: file)
    return try place.admitted {
      try SQLiteStorage(
        place, opening: Connection.Opening(place: place, access: .alone, patience: .zero))
    }
  }

  /// Makes a vault of a copy, in a new or empty folder, and opens it. The copy stays as it is.
  ///
  /// Throws as ``create(at:vaultID:group:patience:)`` and ``open(copy:)`` do. Whether what it holds is
  /// whole, or behind what was seen before, is for the caller to find out.
  package static func restore(
    _ copy: String, at folder: String, group: GroupID? = nil
  ) throws -> SQLiteStorage {
    let original = try open(copy: copy)
    let place = VaultPlace(folder: folder, sharing: group.map(Sharing.group) ?? .ownerOnly)
    try place.make()
    try place.fill { file in try original.connections.lend { try $0.copy(to: file) } }
    return try opened(place, defaultPatience)
  }

  /// The format of the vaults that are made, and the only one that is read.
  package static var formatVersion: UInt32 { Schema.formatVersion }

  /// How long a writer waits for another before it gives up.
  package static let defaultPatience = Duration.seconds(5)

  package func reading<Result>(
    _ body: (any StorageReader) throws -> Result
  ) throws -> Result {
    try connections.lend { connection in
      try connection.transaction(.reading) { database in
        let reader = SQLiteReader(database)
        defer { reader.end() }
        return try body(reader)
      }
    }
  }

  /// Much is written with a rollback journal where nobody else has the vault open and no other account
  /// shares it: each page is then written once, not once into the log and once more from it. Whoever
  /// opens the vault meanwhile waits, as for another writer.
  package func writing<Result>(
    _ extent: WriteExtent, _ body: (any StorageTransaction) throws -> Result
  ) throws -> Result {
    guard !isReadOnly else { throw StorageError.readOnly }
    return try Self.amongAccounts(of: place) {
      do {
        return try writeNow(extent, body)
      } catch StorageError.readOnly {
        // SQLite holds the log as it opened it until it is closed.
        connections.closeIdle()
        throw StorageError.readOnly
      }
    }
  }

  /// Tries again what another account of the group stands in the way of for an instant: it has just made
  /// the files beside the database, and opens them to the group only then. `isWorthIt` says whether this
  /// account could get further at all.
  private static func amongAccounts<Result>(
    of place: VaultPlace, while isWorthIt: Bool = true, _ body: () throws -> Result
  ) throws -> Result {
    guard place.sharing != .ownerOnly, isWorthIt else { return try body() }
    for _ in 0..<triesAmongAccounts {
      do {
        return try body()
      } catch StorageError.readOnly, StorageError.permissionDenied {
        SystemClock.pause(milliseconds: 10)
      }
    }
    return try body()
  }

  /// As long as a writer waits: on a busy machine the other account may stand still between the two.
  private static let triesAmongAccounts = Int(defaultPatience / .milliseconds(10))

  private func writeNow<Result>(
    _ extent: WriteExtent, _ body: (any StorageTransaction) throws -> Result
  ) throws -> Result {
    try connections.lend { connection in
      guard extent == .much, place.sharing == .ownerOnly else {
        return try write(by: connection, nil, body)
      }
      connections.closeIdle()
      let writeBehind = WriteBehind(of: place.database)
      defer { writeBehind.end() }
      return try connection.withoutLog { try write(by: connection, writeBehind, body) }
    }
  }

  private func write<Result>(
    by connection: Connection, _ writeBehind: WriteBehind?,
    _ body: (any StorageTransaction) throws -> Result
  ) throws -> Result {
    var tidying = Connection.Tidying.none
    let result = try connection.transaction(.writing) { database in
      let transaction = SQLiteTransaction(database)
      transaction.writeBehind = writeBehind
      defer { transaction.end() }
      let result = try body(transaction)
      try transaction.throwIfBroken()
      tidying = transaction.tidying
      return result
    }
    connection.tidy(tidying)
    return result
  }

  /// A copy of 300 MB takes half a second, and SQLite does not say how far it is: `progress` hears of
  /// its beginning and its end.
  package func copy(to path: String, progress: (Double) -> Void) throws {
    progress(0)
    try copy(into: VaultPlace(copy: path))
    progress(1)
  }

  func copy(into target: VaultPlace) throws {
    try target.fill { file in
      try connections.lend { try $0.copy(to: file) }
    }
  }
}
