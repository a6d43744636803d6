import CSystem
package import GRDB
import GRDBSQLite

extension Database {
  /// Runs statements that answer nothing, one after the other, at a tenth of what it takes to make each a
  /// statement of its own.
  package func run(_ statements: String) throws {
    let code = unsafe sqlite3_exec(sqliteConnection, statements, nil, nil, nil)
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  /// Switches off what a hostile file could use. To be called before the first byte of it is read.
  ///
  /// With defensive mode on, no statement can write to the schema or to pages behind SQLite's back;
  /// with triggers and views off, the file's author has no say in what a statement does. Source:
  /// <https://www.sqlite.org/c3ref/c_dbconfig_defensive.html>.
  package func defend() throws {
    let switches: KeyValuePairs<Int32, Int32> = [
      SQLITE_DBCONFIG_DEFENSIVE: 1, SQLITE_DBCONFIG_TRUSTED_SCHEMA: 0,
      SQLITE_DBCONFIG_ENABLE_TRIGGER: 0, SQLITE_DBCONFIG_ENABLE_VIEW: 0,
      SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION: 0,
    ]
    for (option, value) in switches {
      let code = unsafe csystem_sqlite3_db_config(sqliteConnection, option, value)
      guard code == SQLITE_OK else {
        throw DatabaseError(resultCode: ResultCode(rawValue: code))
      }
    }
  }
}
