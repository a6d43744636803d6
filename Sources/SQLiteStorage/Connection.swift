import CaseVault
import Foundation
import GRDB
import SQLiteRows
import Synchronization
import System

/// One SQLite connection to a vault, its settings really in force and its schema compared.
final class Connection: Sendable {
  private let queue: DatabaseQueue
  private let patience: Patience
  private let isRoomy = Atomic(false)
  private let logRoom = Mutex(LogRoom())
  private let owesTruncation = Atomic(false)
  private let isBroken = Atomic(false)

  /// What a connection is opened with.
  struct Opening: Sendable {
    let place: VaultPlace
    let access: Access
    let patience: Duration

    /// The same without WAL, shared memory or locks.
    var alone: Opening { Opening(place: place, access: .alone, patience: patience) }
  }

  enum Access: Sendable {
    case readWrite
    case readOnly
    /// SQLite's `immutable`: right only where nobody can write meanwhile.
    case alone
  }

  /// A kind of transaction with the statement that begins it.
  enum Transaction: String {
    case reading = "BEGIN DEFERRED"
    /// Takes the write lock at once: a transaction that began by reading could not be sure to get it.
    case writing = "BEGIN IMMEDIATE"
  }

  init(_ opening: Opening) throws {
    let patience = Patience(opening.patience)
    self.patience = patience
    queue = try StorageError.opening(opening.place) {
      try DatabaseQueue(
        path: opening.path, configuration: Self.configuration(opening.access, patience))
    }
    try StorageError.translating {
      try queue.inDatabase { database in
        try Schema.check(database, at: opening.place.database)
        if opening.access == .readWrite { try Self.useWriteAheadLog(database) }
        try Self.checkDurability(database)
      }
    }
  }

  deinit {
    // One that does not close now is closed when it goes.
    guard (try? queue.close()) != nil else { return }
    Self.lastClosed.withLock { $0 = queue }
  }

  /// Kept until the next: a queue that goes has its last work done by threads, which a short command would
  /// start for nothing else, and at its very end.
  private static let lastClosed = Mutex<DatabaseQueue?>(nil)

  /// False once a transaction could neither be committed nor rolled back.
  var isReusable: Bool { !isBroken.load(ordering: .relaxed) }

  /// Runs `body` in one transaction: committed when it returns, undone when it throws.
  func transaction<Result>(
    _ kind: Transaction, _ body: (Database) throws -> Result
  ) throws -> Result {
    try queue.inDatabase { database in
      if kind == .writing { try makeRoom(database) }
      try execute(kind.rawValue, database)
      if kind == .writing { logRoom.withLock { $0.make(in: database) } }
      do {
        let result = try body(database)
        try execute("COMMIT", database)
        return result
      } catch {
        rollBack(database)
        throw error
      }
    }
  }

  /// Runs `body` outside any transaction.
  func access<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try StorageError.translating { try queue.inDatabase(body) }
  }

  /// What the write-ahead log needs after a transaction.
  enum Tidying {
    case none
    /// The log has grown long; it is shortened unless somebody still reads from it.
    case shortening
    /// Rows were erased: their last bytes would stay in the log until others wrote over them.
    case erasing
  }

  /// Moves the log's pages into the database and cuts the log off.
  ///
  /// A reader that still needs the log keeps it, and this is no failure of what was committed: erased
  /// bytes are then cut off after the next transaction, or when the last connection closes.
  func tidy(_ tidying: Tidying) {
    if tidying == .erasing { owesTruncation.store(true, ordering: .relaxed) }
    let owes = owesTruncation.load(ordering: .relaxed)
    guard owes || tidying == .shortening else { return }
    let isDone: Void? = try? queue.inDatabase { database in
      if owes {
        try database.checkpoint(.truncate)
      } else {
        try patience.suspended { try database.checkpoint(.truncate) }
      }
    }
    if isDone != nil { owesTruncation.store(false, ordering: .relaxed) }
  }

  /// Runs `body` outside any transaction, and fails at once where somebody else is in the way.
  func withoutPatience(_ body: (Database) throws -> Void) throws {
    try queue.inDatabase { database in
      try patience.suspended { try body(database) }
    }
  }

  private func execute(_ sql: String, _ database: Database) throws {
    try StorageError.translating { try database.cachedStatement(sql: sql).run([]) }
  }

  private func rollBack(_ database: Database) {
    do {
      try database.rollback()
    } catch {
      isBroken.store(true, ordering: .relaxed)
    }
  }

  /// A writer keeps the index pages of a large import at hand, and the rows of many files whose keys are
  /// exchanged: pages that do not fit are written twice. A reader needs little, since the
  /// operating system caches the file.
  private func makeRoom(_ database: Database) throws {
    guard !isRoomy.exchange(true, ordering: .relaxed) else { return }
    try execute("PRAGMA cache_size = -65536", database)
  }
}
