package import GRDB
import GRDBSQLite

extension Database {
  /// The error number that the system gave when this connection last failed to read or write; SQLite's
  /// own code says only in which call. Source: <https://www.sqlite.org/c3ref/system_errno.html>.
  package var systemError: Int32 { unsafe sqlite3_system_errno(sqliteConnection) }
}
