import CaseVault

/// What the first hundred bytes of a database say of its pages.
/// Source: <https://www.sqlite.org/fileformat2.html#the_database_header>.
struct DatabaseHead {
  let pageSize: Int
  let pageCount: Int
  let firstFreePage: UInt32
  let freePageCount: Int

  /// Bytes that are needed to read it.
  static let length = 100

  /// Throws ``UnprovenStructure`` for settings that no vault of ours has.
  init(_ bytes: Span<UInt8>, fileSize: Int64) throws(UnprovenStructure) {
    guard bytes.count >= Self.length else { throw UnprovenStructure() }
    pageSize = bytes.number16(at: 16)
    guard pageSize >= 512, pageSize.nonzeroBitCount == 1 else { throw UnprovenStructure() }
    pageCount = Int(bytes.number32(at: 28))
    firstFreePage = bytes.number32(at: 32)
    freePageCount = Int(bytes.number32(at: 36))
    let isOurs =
      bytes[20] == 0  // no bytes kept free at the end of each page
      && bytes.number32(at: 24) == bytes.number32(at: 92)  // the page count is valid
      && fileSize == Int64(pageCount) * Int64(pageSize)
      && bytes.number32(at: 44) == 4  // schema format
      && bytes.number32(at: 52) == 0 && bytes.number32(at: 64) == 0  // no auto-vacuum
      && bytes.number32(at: 56) == 1  // UTF-8
    guard isOurs else { throw UnprovenStructure() }
  }

  /// The page that holds the byte on which SQLite locks; it is never used.
  var lockPage: UInt32 { UInt32(0x4000_0000 / pageSize) + 1 }
}

extension Span<UInt8> {
  @inline(__always)
  func number16(at offset: Int) -> Int { Int(self[offset]) << 8 | Int(self[offset + 1]) }

  @inline(__always)
  func number32(at offset: Int) -> UInt32 {
    UInt32(number16(at: offset)) << 16 | UInt32(number16(at: offset + 2))
  }

  /// SQLite's variable-length integer: seven bits a byte, the ninth byte whole.
  /// Source: <https://www.sqlite.org/fileformat2.html#varint>.
  @inline(__always)
  func variable(at place: inout Int) throws(UnprovenStructure) -> UInt64 {
    // Most are lengths and types of one byte or two.
    if place < count, self[place] < 0x80 {
      defer { place += 1 }
      return UInt64(self[place])
    }
    if place &+ 1 < count, self[place &+ 1] < 0x80 {
      defer { place += 2 }
      return UInt64(self[place] & 0x7f) << 7 | UInt64(self[place &+ 1])
    }
    return try longVariable(at: &place)
  }

  private func longVariable(at place: inout Int) throws(UnprovenStructure) -> UInt64 {
    var value: UInt64 = 0
    for byteNumber in 0..<9 {
      guard place < count else { throw UnprovenStructure() }
      let byte = self[place]
      place += 1
      if byteNumber == 8 { return value << 8 | UInt64(byte) }
      value = value << 7 | UInt64(byte & 0x7f)
      if byte < 0x80 { break }
    }
    return value
  }
}
