import CaseVault
import Casework
import Foundation
import GRDB
import Keyring

// What a row holds is whatever its writer put there: STRICT binds our own statements, not the author
// of a hostile file. GRDB's own subscripts trap on a value of the wrong type; these throw.
extension Row {
  func bytes(at index: Int) throws -> [UInt8] {
    guard let bytes = try bytesIfPresent(at: index) else { throw StorageError.corrupt }
    return bytes
  }

  func bytesIfPresent(at index: Int) throws -> [UInt8]? {
    try withUnsafeData(atIndex: index) { data in data.map { [UInt8]($0) } }
  }

  /// SQLite turns text or a fraction into some integer; only NULL has none.
  func integer(at index: Int) throws -> Int64 {
    let value: Int64? = self[index]
    guard let value else { throw StorageError.corrupt }
    return value
  }

  func text(at index: Int) throws -> String {
    try String(decoding: bytes(at: index), as: UTF8.self)
  }

  func unsigned<Number: FixedWidthInteger & UnsignedInteger>(at index: Int) throws -> Number {
    guard let number = try Number(exactly: integer(at: index)) else { throw StorageError.corrupt }
    return number
  }

  func contentHash(at index: Int) throws -> ContentHash {
    do {
      return try ContentHash(bytes: bytes(at: index))
    } catch is MalformedIdentifier {
      throw StorageError.corrupt
    }
  }

  func envelopeID(at index: Int) throws -> EnvelopeID {
    do {
      return try EnvelopeID(bytes: bytes(at: index))
    } catch is MalformedIdentifier {
      throw StorageError.corrupt
    }
  }
}

extension [UInt8] {
  /// The bytes as an argument of a statement.
  ///
  /// Throws ``StorageError/tooLarge`` over a gigabyte: SQLite keeps no longer value, and GRDB would
  /// trap on one over two.
  var argument: Data {
    get throws {
      guard count <= 1_000_000_000 else { throw StorageError.tooLarge }
      return Data(self)
    }
  }
}

extension UInt64 {
  /// The number as SQLite's signed integer.
  var argument: Int64 {
    get throws {
      guard let number = Int64(exactly: self) else { throw StorageError.tooLarge }
      return number
    }
  }
}
