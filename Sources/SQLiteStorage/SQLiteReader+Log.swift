import CaseVault
import Casework
import Foundation
import GRDB

extension SQLiteReader {
  func leaf(at position: UInt64) throws -> StoredLeaf? {
    guard let position = try? position.argument else { return nil }
    return try first("SELECT hash, bytes FROM leaf WHERE position = ?", [position]) { row in
      try StoredLeaf(bytes: row.bytes(at: 1), hash: row.bytes(at: 0))
    }
  }

  func leafHash(at position: UInt64) throws -> [UInt8]? {
    guard let position = try? position.argument else { return nil }
    return try first("SELECT hash FROM leaf WHERE position = ?", [position]) { row in
      try row.bytes(at: 0)
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
      """, [bounds.lowerBound.argument, bounds.upperBound.argument]
    ) { row in
      let position: UInt64 = try row.unsigned(at: 0)
      try order.admit(position)
      try body(position, StoredLeaf(bytes: row.bytes(at: 2), hash: row.bytes(at: 1)))
    }
  }

  func tileHash(level: Int, index: UInt64) throws -> [UInt8]? {
    guard let index = try? index.argument else { return nil }
    return try first("SELECT hash FROM tile WHERE level = ? AND number = ?", [level, index]) {
      try $0.bytes(at: 0)
    }
  }

  func eachTileHash(_ body: (StoredTileHash) throws -> Void) throws {
    var order = RisingOrder<Pair<UInt32, UInt64>>()
    try each("SELECT level, number, hash FROM tile ORDER BY level, number") { row in
      let level: UInt32 = try row.unsigned(at: 0)
      let index: UInt64 = try row.unsigned(at: 1)
      try order.admit(Pair(level, index))
      try body(StoredTileHash(level: Int(level), index: index, hash: row.bytes(at: 2)))
    }
  }

  func chunk(at address: ContentHash) throws -> [UInt8]? {
    try first("SELECT bytes FROM chunk WHERE address = ?", [Data(address.bytes)]) { row in
      try row.bytes(at: 0)
    }
  }

  func eachChunk(_ body: (StoredChunk) throws -> Void) throws {
    var order = RisingOrder<Int64>()
    try each("SELECT number, address, bytes FROM chunk ORDER BY number") { row in
      try order.admit(row.integer(at: 0))
      try body(StoredChunk(address: row.contentHash(at: 1), bytes: row.bytes(at: 2)))
    }
  }

  func wrap(at locator: [UInt8]) throws -> [UInt8]? {
    try first("SELECT bytes FROM wrap WHERE locator = ?", [locator.argument]) { row in
      try row.bytes(at: 0)
    }
  }

  func eachWrap(_ body: (StoredWrap) throws -> Void) throws {
    var order = RisingOrder<Bytes>()
    try each("SELECT locator, bytes FROM wrap ORDER BY locator") { row in
      let locator = try row.bytes(at: 0)
      try order.admit(Bytes(locator))
      try body(StoredWrap(locator: locator, bytes: row.bytes(at: 1)))
    }
  }
}
