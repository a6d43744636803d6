import GRDB
import GRDBSQLite

/// What takes the place of a question mark in a statement.
package enum BoundValue {
  case bytes([UInt8])
  case integer(Int64)
  case null

  /// Binds all values in order while `body` runs.
  ///
  /// Bytes are lent, not copied: each array is held still by a call around the next one's. Throws
  /// SQLite's TOOBIG for more bytes than it keeps in one value.
  static func bind(
    _ values: [BoundValue], to handle: OpaquePointer, _ body: () throws -> Void
  ) throws {
    try unsafe bind(values[...], to: handle, body)
  }

  private static func bind(
    _ values: ArraySlice<BoundValue>, to handle: OpaquePointer, _ body: () throws -> Void
  ) throws {
    guard let value = values.first else { return try body() }
    // SQLite counts parameters from 1, as the slice's indices do from 0.
    let place = Int32(values.startIndex + 1)
    switch value {
    case .bytes(let bytes):
      try unsafe bytes.withUnsafeBufferPointer { buffer in
        try unsafe check(lend(buffer, to: handle, at: place))
        try unsafe bind(values.dropFirst(), to: handle, body)
      }
    case .integer(let integer):
      try check(unsafe sqlite3_bind_int64(handle, place, integer))
      try unsafe bind(values.dropFirst(), to: handle, body)
    case .null:
      try check(unsafe sqlite3_bind_null(handle, place))
      try unsafe bind(values.dropFirst(), to: handle, body)
    }
  }

  private static func lend(
    _ buffer: UnsafeBufferPointer<UInt8>, to handle: OpaquePointer, at place: Int32
  ) -> Int32 {
    // Without an address SQLite would bind NULL.
    guard let address = buffer.baseAddress, !buffer.isEmpty else {
      return unsafe sqlite3_bind_zeroblob(handle, place, 0)
    }
    return unsafe sqlite3_bind_blob64(handle, place, address, UInt64(buffer.count), nil)
  }

  private static func check(_ code: Int32) throws {
    guard code == SQLITE_OK else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
  }
}

extension BoundValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral {
  package init(nilLiteral: ()) { self = .null }
  package init(integerLiteral value: Int64) { self = .integer(value) }
}
