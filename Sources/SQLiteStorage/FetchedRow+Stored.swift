import CaseVault
import Casework
import Keyring
import SQLiteRows

// What a row holds is whatever its writer put there: STRICT binds our own statements, not the author
// of a hostile file. Whatever does not have the form that we would have written is `corrupt`.
extension FetchedRow {
  func stored(at column: Int32) throws -> [UInt8] {
    guard let bytes = bytes(at: column) else { throw StorageError.corrupt }
    return bytes
  }

  /// The same into memory that is there already.
  func copyStored(at column: Int32, into bytes: inout [UInt8]) throws {
    guard copyBytes(at: column, into: &bytes) else { throw StorageError.corrupt }
  }

  func number(at column: Int32) throws -> Int64 {
    guard let number = integer(at: column) else { throw StorageError.corrupt }
    return number
  }

  func unsigned<Number: FixedWidthInteger & UnsignedInteger>(at column: Int32) throws -> Number {
    guard let number = try Number(exactly: number(at: column)) else { throw StorageError.corrupt }
    return number
  }

  func contentHash(at column: Int32) throws -> ContentHash {
    guard let hash = withBytes(at: column, { try? ContentHash(bytes: $0) }), let hash else {
      throw StorageError.corrupt
    }
    return hash
  }

  func envelopeID(at column: Int32) throws -> EnvelopeID {
    guard let id = withBytes(at: column, { try? EnvelopeID(bytes: $0) }), let id else {
      throw StorageError.corrupt
    }
    return id
  }
}

extension BoundValue {
  init(_ id: EnvelopeID) { self = .bytes(id.bytes) }
  init(_ hash: ContentHash) { self = .bytes(hash.bytes) }
  init(_ number: UInt32) { self = .integer(Int64(number)) }

  /// Throws ``StorageError/tooLarge`` for what SQLite's signed integers do not reach.
  init(_ number: UInt64) throws {
    guard let number = Int64(exactly: number) else { throw StorageError.tooLarge }
    self = .integer(number)
  }
}
