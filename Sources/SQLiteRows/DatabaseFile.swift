package import GRDB
import GRDBSQLite

/// A file that SQLite has open, read through SQLite's own descriptor.
///
/// A descriptor of our own would do harm: closing it releases every lock that this process holds on the
/// file, SQLite's included (POSIX fcntl). Source: <https://www.sqlite.org/c3ref/io_methods.html>.
@safe package struct DatabaseFile: ~Copyable {
  private let file: UnsafeMutablePointer<sqlite3_file>
  private let methods: sqlite3_io_methods

  /// Nil where SQLite has no such file open.
  fileprivate init?(_ code: Int32, of database: Database) {
    var file: UnsafeMutablePointer<sqlite3_file>?
    let found = unsafe withUnsafeMutablePointer(to: &file) {
      unsafe sqlite3_file_control(database.sqliteConnection, nil, code, $0)
    }
    guard found == SQLITE_OK, let file = unsafe file, let methods = unsafe file.pointee.pMethods
    else { return nil }
    unsafe self.file = file
    unsafe self.methods = methods.pointee
  }

  /// In bytes.
  package func size() throws -> Int64 {
    var size: sqlite3_int64 = 0
    try Self.check(unsafe methods.xFileSize?(file, &size))
    return size
  }

  /// Fills a part of `buffer` with what stands from `offset` on. Throws where the file ends before.
  package func read(_ part: Range<Int>, of buffer: inout [UInt8], from offset: Int64) throws {
    try Self.check(
      unsafe buffer.withUnsafeMutableBytes { bytes in
        let target = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[part])
        return unsafe methods.xRead?(file, target.baseAddress, Int32(clamping: part.count), offset)
      })
  }

  /// Writes from `offset` on; durable with the next sync.
  package func write(_ bytes: [UInt8], at offset: Int64) throws {
    try Self.check(
      unsafe bytes.withUnsafeBytes { bytes in
        unsafe methods.xWrite?(file, bytes.baseAddress, Int32(clamping: bytes.count), offset)
      })
  }

  private static func check(_ code: Int32?) throws {
    guard code == SQLITE_OK else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code ?? SQLITE_MISUSE))
    }
  }
}

extension Database {
  /// Lends the main database's file. Only inside a transaction is it known to hold still.
  package func withFile<Result>(_ body: (borrowing DatabaseFile) throws -> Result) throws -> Result
  {
    guard let file = DatabaseFile(SQLITE_FCNTL_FILE_POINTER, of: self) else {
      throw DatabaseError(resultCode: .SQLITE_MISUSE)
    }
    return try body(file)
  }

  /// Lends the write-ahead log or the rollback journal; nil where there is none.
  package func withJournal<Result>(
    _ body: (borrowing DatabaseFile) throws -> Result
  ) throws -> Result? {
    guard let journal = DatabaseFile(SQLITE_FCNTL_JOURNAL_POINTER, of: self) else { return nil }
    return try body(journal)
  }

  /// How long the write-ahead log or the rollback journal is; 0 where there is none.
  package func journalSize() throws -> Int64 { try withJournal { try $0.size() } ?? 0 }
}
