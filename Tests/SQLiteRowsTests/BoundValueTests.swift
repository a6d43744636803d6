import GRDB
import SQLiteRows
import Testing

@Suite struct BoundValueTests {
  let queue: DatabaseQueue

  init() throws { queue = try DatabaseQueue() }

  @Test(arguments: [[], [0], [0xff, 0, 0x27, 0x80], [UInt8](repeating: 7, count: 100_000)])
  func `bytes are kept as a blob and come back whole`(bytes: [UInt8]) throws {
    let found = try queue.rows("SELECT ?, typeof(?)", [.bytes(bytes), .bytes(bytes)]) {
      [$0.bytes(at: 0), $0.bytes(at: 1)]
    }
    // No bytes are a blob of none, which is something else than nothing.
    #expect(found == [[bytes, Array("blob".utf8)]])
  }

  @Test(arguments: [Int64.min, -1, 0, 1, 1 << 32, Int64.max])
  func `an integer of any size comes back`(integer: Int64) throws {
    let found = try queue.rows("SELECT ?, typeof(?)", [.integer(integer), .integer(integer)]) {
      ($0.integer(at: 0), $0.bytes(at: 1))
    }
    #expect(found.map(\.0) == [integer])
    #expect(found.map(\.1) == [Array("integer".utf8)])
  }

  @Test func `each value takes the place of its own question mark`() throws {
    let found = try queue.rows("SELECT ?, ?, ?, ?", [7, .bytes([1, 2]), nil, -9]) {
      ($0.integer(at: 0), $0.bytes(at: 1), $0.bytes(at: 2), $0.integer(at: 3))
    }
    let row = try #require(found.first)
    #expect(row == (7, [1, 2], nil, -9))
  }

  @Test func `a value too many is refused, and the statement can be run again`() throws {
    try queue.inDatabase { database in
      let statement = try database.makeStatement(sql: "SELECT ?")
      let refusal = #expect(throws: DatabaseError.self) { try statement.run([1, 2]) }
      #expect(refusal?.resultCode == .SQLITE_RANGE)
      var found: [Int64?] = []
      try statement.rows([3]) { row in
        found.append(row.integer(at: 0))
        return true
      }
      #expect(found == [3])
    }
  }

  // Bytes are lent to SQLite: what stayed bound would point to memory that is no longer theirs.
  @Test func `nothing stays bound from one run to the next`() throws {
    try queue.inDatabase { database in
      let statement = try database.makeStatement(sql: "SELECT ?")
      try statement.run([.bytes([1, 2, 3])])
      var found: [[UInt8]?] = []
      try statement.rows([]) { row in
        found.append(row.bytes(at: 0))
        return true
      }
      #expect(found == [nil])
    }
  }
}

extension DatabaseQueue {
  /// What `body` makes of every row of a statement.
  func rows<Value>(
    _ sql: String, _ values: [BoundValue] = [], _ body: (borrowing FetchedRow) throws -> Value
  ) throws -> [Value] {
    try inDatabase { database in
      var found: [Value] = []
      try database.makeStatement(sql: sql).rows(values) { row in
        found.append(try body(row))
        return true
      }
      return found
    }
  }
}
