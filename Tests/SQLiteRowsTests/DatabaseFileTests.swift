import Foundation
import GRDB
import SQLiteRows
import Testing

/// A database in a folder of the test's own.
@Suite final class DatabaseFileTests {
  private let folder: String
  private let queue: DatabaseQueue
  private var path: String { "\(folder)/file.db" }

  init() throws {
    folder = "\(NSTemporaryDirectory())casevault-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    queue = try DatabaseQueue(path: "\(folder)/file.db")
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA page_size = 4096; CREATE TABLE thing (bytes BLOB)")
    }
  }

  deinit {
    try? queue.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  @Test func `a file is read where it is asked for, and nothing else is touched`() throws {
    var bytes = [UInt8](repeating: 9, count: 18)
    let size = try queue.inDatabase { database in
      try database.withFile { file in
        try file.read(1..<17, of: &bytes, from: 0)
        return try file.size()
      }
    }
    // The head of the schema's page, and the table's: two pages. Source: sqlite.org/fileformat2.html, 1.3.
    #expect(size == 2 * 4_096)
    #expect(bytes == [9] + Array("SQLite format 3\0".utf8) + [9])
  }

  @Test(arguments: [8_191, 8_192, 1 << 40] as [Int64])
  func `reading beyond the end is refused, not filled with nothing`(offset: Int64) throws {
    var bytes = [UInt8](repeating: 9, count: 2)
    let refusal = #expect(throws: DatabaseError.self) {
      try queue.inDatabase { try $0.withFile { try $0.read(0..<2, of: &bytes, from: offset) } }
    }
    // SQLITE_IOERR_SHORT_READ, which Swift does not import: 10 | 2 << 8.
    #expect(refusal?.extendedResultCode.rawValue == 522)
  }

  @Test func `what is written lies in the file and is read back`() throws {
    try queue.inDatabase { database in
      try database.withFile { try $0.write([1, 2, 3], at: 8_192) }
    }
    let stored = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(stored.count == 8_195)
    #expect(Array(stored.suffix(3)) == [1, 2, 3])
    var bytes = [UInt8](repeating: 0, count: 3)
    try queue.inDatabase { try $0.withFile { try $0.read(0..<3, of: &bytes, from: 8_192) } }
    #expect(bytes == [1, 2, 3])
  }

  @Test func `a log is there as soon as something is written into it`() throws {
    let before = try queue.inDatabase { try $0.journalSize() }
    #expect(before == 0)
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: "PRAGMA journal_mode = WAL; INSERT INTO thing VALUES (x'01')")
    }
    let size = try queue.inDatabase { try $0.journalSize() }
    // The log's head of 32 bytes, and one page with a head of 24. Source: the same, 4.1.
    #expect(size == 32 + 24 + 4_096)
    var head = [UInt8](repeating: 0, count: 3)
    let isThere: Void? = try queue.inDatabase { database in
      try database.withJournal { try $0.read(0..<3, of: &head, from: 0) }
    }
    #expect(isThere != nil)
    #expect(head == [0x37, 0x7f, 0x06])
  }

  @Test func `a database in memory has no file to lend`() throws {
    let memory = try DatabaseQueue()
    let refusal = #expect(throws: DatabaseError.self) {
      try memory.inDatabase { try $0.withFile { try $0.size() } }
    }
    #expect(refusal?.resultCode == .SQLITE_MISUSE)
    #expect(try memory.inDatabase { try $0.journalSize() } == 0)
  }
}
