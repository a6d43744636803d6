// Every integer that CaseVault writes in bytes is big-endian (docs/format.md §1).

extension FixedWidthInteger where Self: UnsignedInteger {
  /// Reads at most the integer's own width; a shorter run of bytes gives a smaller number.
  package init(bigEndianBytes bytes: some Collection<UInt8>) {
    self = bytes.reduce(0) { $0 << 8 | Self($1) }
  }

  /// The integer's bytes, most significant first.
  package var bigEndianBytes: [UInt8] {
    var bytes: [UInt8] = []
    for shift in stride(from: Self.bitWidth - 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: self >> shift))
    }
    return bytes
  }
}

// Identifiers and hashes are moved by the ten thousand: whole words, no array for each. Inlined, so
// that the checks on a piece of known length are made once and eight bytes become one load or store.

extension [UInt8] {
  package mutating func append(bigEndian word: UInt64) {
    append(addingCapacity: 8) { $0.append(bigEndian: word) }
  }

  package mutating func append(bigEndian number: UInt32) {
    append(addingCapacity: 4) { $0.append(bigEndian: number) }
  }

  /// The identifier's sixteen bytes.
  package mutating func append<Tag>(_ identifier: Identifier<Tag>) {
    append(addingCapacity: 16) { $0.append(identifier) }
  }

  /// The hash's 32 bytes.
  package mutating func append(_ hash: ContentHash) {
    append(addingCapacity: 32) { $0.append(hash) }
  }
}

extension OutputSpan<UInt8> {
  @inline(__always)
  mutating func append(bigEndian word: UInt64) {
    append(bigEndian: UInt32(truncatingIfNeeded: word >> 32))
    append(bigEndian: UInt32(truncatingIfNeeded: word))
  }

  @inline(__always)
  mutating func append(bigEndian number: UInt32) {
    append(UInt8(truncatingIfNeeded: number >> 24))
    append(UInt8(truncatingIfNeeded: number >> 16))
    append(UInt8(truncatingIfNeeded: number >> 8))
    append(UInt8(truncatingIfNeeded: number))
  }

  @inline(__always)
  mutating func append<Tag>(_ identifier: Identifier<Tag>) {
    append(bigEndian: identifier.high)
    append(bigEndian: identifier.low)
  }

  @inline(__always)
  mutating func append(_ hash: ContentHash) {
    append(bigEndian: hash.words.first)
    append(bigEndian: hash.words.second)
    append(bigEndian: hash.words.third)
    append(bigEndian: hash.words.fourth)
  }
}

extension Span<UInt8> {
  /// The eight bytes from `offset`, which the caller knows to be there.
  @inline(__always)
  package func word(at offset: Int) -> UInt64 {
    let bytes = extracting(offset..<offset + 8)
    let upper =
      UInt64(bytes[0]) << 56 | UInt64(bytes[1]) << 48 | UInt64(bytes[2]) << 40
      | UInt64(bytes[3]) << 32
    let lower =
      UInt64(bytes[4]) << 24 | UInt64(bytes[5]) << 16 | UInt64(bytes[6]) << 8 | UInt64(bytes[7])
    return upper | lower
  }
}
