import CaseVault
import Casework
import GRDB
import Keyring
import SQLiteRows

/// What one transaction sees, lent to a closure.
///
/// A hostile file can make SQLite walk in circles: a page that is its own descendant a few hundred
/// times over yields rows for ever. So every walk over many rows insists that they come in the
/// strictly rising order that was asked for, and ends with ``StorageError/corrupt`` where they do not.
class SQLiteReader: StorageReader {
  private var lent: Database?
  /// How long the log is: what one transaction sees of it changes only by what it adds itself.
  final var knownSize: UInt64?
  /// Prepared statements of walks that have ended.
  private var spare: [String: [Statement]] = [:]

  init(_ database: Database) {
    lent = database
  }

  /// Takes the database back: a reader that was kept answers with an error from now on.
  func end() {
    lent = nil
    knownSize = nil
    spare.removeAll()
  }

  /// Runs `body` on the database and words its errors.
  final func perform<Result>(_ body: (Database) throws -> Result) throws -> Result {
    guard let lent else { throw StorageError.io(code: ResultCode.SQLITE_MISUSE.rawValue) }
    return try StorageError.translating { try body(lent) }
  }

  /// The first row of a short query, decoded; nil when there is none.
  final func first<Result>(
    _ sql: String, _ values: [BoundValue] = [],
    _ decode: (borrowing FetchedRow) throws -> Result
  ) throws -> Result? {
    try perform { database in
      var result: Result?
      try database.cachedStatement(sql: sql).rows(values) { row in
        result = try decode(row)
        return false
      }
      return result
    }
  }

  /// The rows of a long one, while `body` wants more. The statement is its own while it runs, so that
  /// `body` may ask the same again, and is kept for the next time: a search asks once for each file.
  final func each(
    _ sql: String, _ values: [BoundValue] = [], _ body: (borrowing FetchedRow) throws -> Bool
  ) throws {
    try perform { database in
      let statement = try spare[sql]?.popLast() ?? database.makeStatement(sql: sql)
      defer { spare[sql, default: []].append(statement) }
      try statement.rows(values, body)
    }
  }

  func identity() throws -> StorageIdentity {
    let identity = try first("SELECT vault, generation FROM meta") { row in
      try StorageIdentity(
        formatVersion: Schema.formatVersion, vaultID: row.contentHash(at: 0),
        generation: row.unsigned(at: 1))
    }
    return try found(identity)
  }

  func size() throws -> UInt64 {
    if let knownSize { return knownSize }
    // With an aggregate there is always one row.
    let size = try first("SELECT ifnull(max(position), -1) FROM leaf") { row in
      UInt64(exactly: try row.number(at: 0) &+ 1)
    }
    let found = try found(size.flatMap { $0 })
    knownSize = found
    return found
  }

  func pendingFounding() throws -> [UInt8]? {
    try found(first("SELECT founding FROM meta") { $0.bytes(at: 0) })
  }

  private func found<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw StorageError.corrupt }
    return value
  }
}
