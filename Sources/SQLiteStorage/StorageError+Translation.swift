import CaseVault
import GRDB
import System

extension StorageError {
  /// Runs `body` and turns what SQLite or the file system answered into a case without SQL text.
  static func translating<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StorageError(error.extendedResultCode)
    } catch let error as FileError {
      throw StorageError(error)
    }
  }

  /// Source: <https://www.sqlite.org/rescode.html>.
  ///
  /// SQLite answers FULL itself when a write meets ENOSPC (os_unix.c). A failure to grow the shared memory
  /// has one code whatever its cause, so that no more can be said than that. Values over a billion bytes are
  /// none that was ever written here: a row that claims to be one is damaged.
  private init(_ code: ResultCode) {
    self =
      switch code.primaryResultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: .busy
      case .SQLITE_FULL: .full
      case _ where code == .SQLITE_IOERR_SHMSIZE: .noSharedMemory
      case .SQLITE_READONLY: .readOnly
      case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_TOOBIG: .corrupt
      // Every constraint of ours says that something exists already or is missing.
      case .SQLITE_CONSTRAINT: .inconsistentCommit
      default: .io(code: code.rawValue)
      }
  }

  private init(_ error: FileError) {
    let path = error.path.string
    self =
      switch error.reason {
      case .notFound, .notAPath, .nameTooLong: .notFound(path: path)
      case .alreadyExists: .alreadyExists(path: path)
      case .isDirectory, .notADirectory, .notARegularFile: .notAVault(path: path)
      case .isSymbolicLink: .unsafeFile(path: path, reason: "symbolic link")
      case .wrongOwner(let user): .unsafeFile(path: path, reason: "owner \(user)")
      case .wrongGroup(let group): .unsafeFile(path: path, reason: "group \(group)")
      case .tooOpen(let mode): .unsafeFile(path: path, reason: "mode \(String(mode, radix: 8))")
      case .tooLarge: .tooLarge
      case .noSpace: .full
      case .readOnly: .readOnly
      case .permissionDenied: .permissionDenied(path: path)
      case .locked: .busy
      case .ioError(let code), .mayNotLast(let code): .io(code: code)
      }
  }
}
