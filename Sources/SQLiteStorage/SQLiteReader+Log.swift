import CaseVault
import Casework
import SQLiteRows

extension SQLiteReader {
  func leaf(at position: UInt64) throws -> StoredLeaf? {
    guard let position = try? BoundValue(position) else { return nil }
    return try first("SELECT hash, bytes FROM leaf WHERE position = ?", [position]) { row in
      try StoredLeaf(bytes: row.stored(at: 1), hash: row.stored(at: 0))
    }
  }

  func leafHash(at position: UInt64) throws -> [UInt8]? {
    guard let position = try? BoundValue(position) else { return nil }
    return try first("SELECT hash FROM leaf WHERE position = ?", [position]) { row in
      try row.stored(at: 0)
    }
  }

  func eachLeaf(
    in positions: Range<UInt64>, _ body: (UInt64, StoredLeaf) throws -> Void
  ) throws {
    let bounds = positions.clamped(to: 0..<UInt64(Int64.max))
    var order = RisingOrder<UInt64>()
    try each(
      """
      SELECT position, hash, bytes FROM leaf WHERE position >= ? AND position < ? \
      ORDER BY position
      """, [BoundValue(bounds.lowerBound), BoundValue(bounds.upperBound)]
    ) { row in
      let position: UInt64 = try row.unsigned(at: 0)
      try order.admit(position)
      try body(position, StoredLeaf(bytes: row.stored(at: 2), hash: row.stored(at: 1)))
      return true
    }
  }

  func tileHash(level: Int, index: UInt64) throws -> [UInt8]? {
    guard let index = try? BoundValue(index) else { return nil }
    return try first(
      "SELECT hash FROM tile WHERE level = ? AND number = ?", [.integer(Int64(level)), index]
    ) {
      try $0.stored(at: 0)
    }
  }

  func eachTileHash(_ body: (StoredTileHash) throws -> Void) throws {
    var order = RisingOrder<Pair<UInt32, UInt64>>()
    try each("SELECT level, number, hash FROM tile ORDER BY level, number") { row in
      let level: UInt32 = try row.unsigned(at: 0)
      let index: UInt64 = try row.unsigned(at: 1)
      try order.admit(Pair(level, index))
      try body(StoredTileHash(level: Int(level), index: index, hash: row.stored(at: 2)))
      return true
    }
  }

  func chunk(at address: ContentHash) throws -> [UInt8]? {
    try first("SELECT bytes FROM chunk WHERE address = ?", [BoundValue(address)]) { row in
      try row.stored(at: 0)
    }
  }

  func eachChunk(_ body: (StoredChunk) throws -> Void) throws {
    var order = RisingOrder<Int64>()
    try each("SELECT number, address, bytes FROM chunk ORDER BY number") { row in
      try order.admit(row.number(at: 0))
      try body(StoredChunk(address: row.contentHash(at: 1), bytes: row.stored(at: 2)))
      return true
    }
  }

  func eachChunkAddress(_ body: (ContentHash) throws -> Void) throws {
    var order = RisingOrder<Int64>()
    // By the table: an index is held against it elsewhere.
    try each("SELECT number, address FROM chunk NOT INDEXED ORDER BY number") { row in
      try order.admit(row.number(at: 0))
      try body(row.contentHash(at: 1))
      return true
    }
  }

  func wrap(at locator: [UInt8]) throws -> [UInt8]? {
    try first("SELECT bytes FROM wrap WHERE locator = ?", [.bytes(locator)]) { row in
      try row.stored(at: 0)
    }
  }

  func eachWrap(_ body: (StoredWrap) throws -> Void) throws {
    var order = RisingOrder<Bytes>()
    try each("SELECT locator, bytes FROM wrap ORDER BY locator") { row in
      let locator = try row.stored(at: 0)
      try order.admit(Bytes(locator))
      try body(StoredWrap(locator: locator, bytes: row.stored(at: 1)))
      return true
    }
  }
}
