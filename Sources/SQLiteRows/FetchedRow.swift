import GRDBSQLite

/// The row that a statement stands on, lent to a closure: it cannot be kept.
///
/// Nothing here traps, whatever the file holds: a value of another type is converted as SQLite
/// converts it, and a NULL is nil. Columns count from 0 and must be among those selected.
@safe package struct FetchedRow: ~Copyable {
  private let handle: OpaquePointer

  init(of handle: OpaquePointer) {
    unsafe self.handle = handle
  }

  /// A copy of the column's bytes.
  package func bytes(at column: Int32) -> [UInt8]? {
    withBytes(at: column) { unsafe $0.withUnsafeBufferPointer { unsafe [UInt8]($0) } }
  }

  /// Copies the column's bytes over those of the last row, in the same memory; false for NULL.
  package func copyBytes(at column: Int32, into bytes: inout [UInt8]) -> Bool {
    bytes.removeAll(keepingCapacity: true)
    let copied: Void? = withBytes(at: column) { stored in
      unsafe stored.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
    return copied != nil
  }

  /// Lends the column's bytes without copying them.
  package func withBytes<Result, Failure: Error>(
    at column: Int32, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    let handle = unsafe handle
    guard unsafe sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
    // In this order: asking for the bytes first lets SQLite convert the value before it is counted.
    let start = unsafe sqlite3_column_blob(handle, column)
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    let buffer = unsafe UnsafeBufferPointer(
      start: start?.assumingMemoryBound(to: UInt8.self), count: start == nil ? 0 : count)
    return try body(unsafe Span(_unsafeElements: buffer))
  }

  /// An integer of a column; nil for NULL. What is no integer comes as SQLite converts it.
  package func integer(at column: Int32) -> Int64? {
    let handle = unsafe handle
    guard unsafe sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
    return unsafe sqlite3_column_int64(handle, column)
  }
}
