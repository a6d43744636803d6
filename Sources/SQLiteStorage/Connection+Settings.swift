import CaseVault
import Foundation
import GRDB
import SQLiteRows
import System

extension Connection.Opening {
  /// The path that SQLite opens: absolute, so that it is never one of SQLite's special names.
  var path: String {
    guard access == .alone else { return place.database.string }
    var url = URLComponents()
    url.scheme = "file"
    url.host = ""
    url.path = place.database.string
    url.queryItems = [URLQueryItem(name: "immutable", value: "1")]
    return url.string ?? place.database.string
  }
}

extension Connection {
  static func configuration(_ access: Access, _ patience: Patience) -> Configuration {
    var configuration = Configuration()
    configuration.label = "casevault"
    configuration.readonly = access != .readWrite
    configuration.foreignKeysEnabled = false
    // A rollback that fails must close the connection, not end the program.
    configuration.allowsUnsafeTransactions = true
    configuration.busyMode = .callback { patience.waits(afterTries: $0) }
    configuration.prepareDatabase { database in
      try database.defend()
      try database.run(settings)
    }
    return configuration
  }

  /// - `secure_delete`: what is erased is overwritten in the file.
  /// - `cell_size_check`, `mmap_size`: a malformed page is an error, never a read beyond it.
  /// - `temp_store`: nothing of the vault is ever put into a temporary file.
  /// - `cache_size`: in KiB when negative.
  private static let settings = """
    PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; \
    PRAGMA temp_store = MEMORY; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; \
    PRAGMA cache_size = -4096
    """

  /// A new vault and a restored copy are not in this mode yet; it stays with the file.
  static func useWriteAheadLog(_ database: Database) throws {
    let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
    // SQLite leaves the mode as it is when another process has the file open just now.
    guard mode == "wal" else { throw StorageError.busy }
  }

  /// GRDB lowers `synchronous` on its own in some modes; then a commit would not be durable.
  static func checkDurability(_ database: Database) throws {
    guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
      throw StorageError.io(code: ResultCode.SQLITE_MISUSE.rawValue)
    }
  }
}

extension StorageError {
  /// As ``translating(_:)``, for the first access to a file: what then is no database is no vault,
  /// and what cannot be opened is closed to us.
  static func opening<Result>(_ place: VaultPlace, _ body: () throws -> Result) throws -> Result {
    try translating {
      do {
        return try body()
      } catch let error as DatabaseError {
        switch error.resultCode {
        // A plain ERROR at this point means a file format that this SQLite does not know.
        case .SQLITE_NOTADB, .SQLITE_ERROR:
          throw StorageError.notAVault(path: place.database.string)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
          throw StorageError.permissionDenied(path: place.database.string)
        default: throw error
        }
      }
    }
  }
}
