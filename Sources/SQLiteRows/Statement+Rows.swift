package import GRDB
import GRDBSQLite
import Glibc

/// SQLite's own way in and out of a prepared statement.
///
/// GRDB opens and guards the connection, prepares and caches the statements and owns the transactions.
/// Only the values do not pass through its `Data`, `DatabaseValue` and `Row`: those cost two to three
/// times as much as all that SQLite itself does for a row of 3 KB.
extension Statement {
  /// Runs the statement with these values and lends each row to `body`, until there are no more or
  /// `body` returns false.
  ///
  /// The statement may not be run again inside `body`. Throws GRDB's `DatabaseError` with SQLite's
  /// extended code and without SQL text, or what `body` throws.
  package func rows(
    _ values: [BoundValue], _ body: (borrowing FetchedRow) throws -> Bool
  ) throws {
    let handle = unsafe sqliteStatement
    defer {
      _ = unsafe sqlite3_reset(handle)
      // The values were lent: nothing may point to them any more.
      _ = unsafe sqlite3_clear_bindings(handle)
    }
    try unsafe BoundValue.bind(values, to: handle) {
      while try unsafe step(handle) {
        let row = unsafe FetchedRow(of: handle)
        guard try body(row) else { return }
      }
    }
  }

  /// Runs a statement that returns no rows.
  package func run(_ values: [BoundValue]) throws {
    try rows(values) { _ in true }
  }

  /// SQLITE_IOERR_WRITE, an expression that Swift does not import.
  private static let failedWrite = SQLITE_IOERR | 3 << 8

  /// True for a row, false at the end.
  private func step(_ handle: OpaquePointer) throws -> Bool {
    let code = unsafe sqlite3_step(handle)
    let system = errno
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    // A limit on the size of files or an account's quota is a want of room like a full disk, which alone
    // SQLite calls so; and it does not keep the system's number when a commit fails (3.40).
    case Self.failedWrite where system == EFBIG || system == EDQUOT:
      throw DatabaseError(resultCode: .SQLITE_FULL)
    default: throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
  }
}
