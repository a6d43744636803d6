import GRDB
import SQLiteRows
import Testing

@Suite struct FetchedRowTests {
  let queue: DatabaseQueue

  init() throws { queue = try DatabaseQueue() }

  @Test func `a NULL is nil, however it is asked for`() throws {
    var last: [UInt8] = [1, 2, 3]
    let found = try queue.rows("SELECT NULL") { row in
      let copied = row.copyBytes(at: 0, into: &last)
      let isLent = row.withBytes(at: 0) { _ in true } ?? false
      return (row.bytes(at: 0), row.integer(at: 0), copied, isLent)
    }
    #expect(found.count == 1)
    #expect(found.allSatisfy { $0 == (nil, nil, false, false) })
    // What the row before held does not pass for this one's.
    #expect(last == [])
  }

  @Test func `a blob of no bytes is no NULL`() throws {
    var last: [UInt8] = [1, 2, 3]
    let found = try queue.rows("SELECT x''") { row in
      let copied = row.copyBytes(at: 0, into: &last)
      return (row.bytes(at: 0), row.withBytes(at: 0) { $0.count }, copied)
    }
    #expect(found.count == 1)
    #expect(found.allSatisfy { $0 == ([], 0, true) })
    #expect(last == [])
  }

  // What SQLite converts to is in https://www.sqlite.org/c3ref/column_blob.html; the author of a hostile
  // file chooses the types, whatever the schema says.
  @Test(arguments: [
    ("42", "42", 42), ("-9223372036854775808", "-9223372036854775808", .min), ("1.5", "1.5", 1),
    ("9e999", "Inf", .max), ("'12abc'", "12abc", 12), ("'abc'", "abc", 0), ("''", "", 0),
    ("x'3132'", "12", 12), ("zeroblob(2)", "\0\0", 0),
  ])
  func `a value of another type comes as SQLite converts it`(
    sql: String, bytes: String, integer: Int64
  ) throws {
    let asBytes = try queue.rows("SELECT \(sql)") { $0.bytes(at: 0) }
    #expect(asBytes == [Array(bytes.utf8)])
    let asInteger = try queue.rows("SELECT \(sql)") { $0.integer(at: 0) }
    #expect(asInteger == [integer])
  }

  @Test func `rows follow each other into the same memory`() throws {
    var last: [UInt8] = []
    let found = try queue.rows("VALUES (x'010203'), (x'04'), (x''), (x'0506')") { row in
      _ = row.copyBytes(at: 0, into: &last)
      return last
    }
    #expect(found == [[1, 2, 3], [4], [], [5, 6]])
  }

  @Test func `a reader that has enough gets no more rows, and begins anew the next time`() throws {
    try queue.inDatabase { database in
      let statement = try database.makeStatement(sql: "VALUES (1), (2), (3)")
      for _ in 0..<2 {
        var found: [Int64?] = []
        try statement.rows([]) { row in
          found.append(row.integer(at: 0))
          return found.count < 2
        }
        #expect(found == [1, 2])
      }
    }
  }

  @Test func `what a reader throws comes out, and the statement can be run again`() throws {
    try queue.inDatabase { database in
      let statement = try database.makeStatement(sql: "VALUES (1), (2)")
      #expect(throws: EnoughRead()) { try statement.rows([]) { _ in throw EnoughRead() } }
      var count = 0
      try statement.rows([]) { _ in
        count += 1
        return true
      }
      #expect(count == 2)
    }
  }

  @Test func `a refusal of SQLite's has its extended code and none of the words`() throws {
    try queue.inDatabase { database in
      try database.execute(sql: "CREATE TABLE thing (id INTEGER PRIMARY KEY, name BLOB) STRICT")
      let statement = try database.makeStatement(sql: "INSERT INTO thing VALUES (?, ?)")
      try statement.run([1, .bytes([1])])
      let twice = #expect(throws: DatabaseError.self) { try statement.run([1, .bytes([2])]) }
      #expect(twice?.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY)
      let mistyped = #expect(throws: DatabaseError.self) { try statement.run([2, 7]) }
      // SQLITE_CONSTRAINT_DATATYPE: 19 | 12 << 8.
      #expect(mistyped?.extendedResultCode.rawValue == 3_091)
      for refusal in [twice, mistyped] { #expect(refusal?.sql == nil && refusal?.arguments == nil) }
      // Neither of them went in, and the next one does.
      try statement.run([2, .bytes([2])])
    }
    let ids = try queue.rows("SELECT id FROM thing") { $0.integer(at: 0) }
    #expect(ids == [1, 2])
  }

  private struct EnoughRead: Error, Equatable {}
}
