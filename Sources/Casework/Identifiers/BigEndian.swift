// Every integer that CaseVault writes in bytes is big-endian (docs/format.md §1).

extension FixedWidthInteger where Self: UnsignedInteger {
  /// Reads at most the integer's own width; a shorter run of bytes gives a smaller number.
  package init(bigEndianBytes bytes: some Collection<UInt8>) {
    self = 0
    for byte in bytes { self = self << 8 | Self(byte) }
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

// Identifiers and hashes are moved by the ten thousand: whole words, no array for each. A bound that is
// checked once and without overflow lets the compiler make one load or store of eight bytes.

extension Span<UInt8> {
  /// The eight bytes from `offset`, which the caller knows to be there.
  @inlinable @inline(__always)
  package func word(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && count >= 8 && offset <= count &- 8)
    let upper =
      UInt64(self[offset]) << 56 | UInt64(self[offset &+ 1]) << 48
      | UInt64(self[offset &+ 2]) << 40 | UInt64(self[offset &+ 3]) << 32
    let lower =
      UInt64(self[offset &+ 4]) << 24 | UInt64(self[offset &+ 5]) << 16
      | UInt64(self[offset &+ 6]) << 8 | UInt64(self[offset &+ 7])
    return upper | lower
  }

  /// The same for a `u32`.
  func number(at offset: Int) -> Int {
    precondition(offset >= 0 && count >= 4 && offset <= count &- 4)
    return Int(self[offset]) << 24 | Int(self[offset &+ 1]) << 16 | Int(self[offset &+ 2]) << 8
      | Int(self[offset &+ 3])
  }
}

extension MutableSpan<UInt8> {
  /// Sets the eight bytes from `offset`, which the caller knows to be there.
  @inlinable @inline(__always)
  package mutating func set(_ word: UInt64, at offset: Int) {
    precondition(offset >= 0 && count >= 8 && offset <= count &- 8)
    self[offset] = UInt8(truncatingIfNeeded: word >> 56)
    self[offset &+ 1] = UInt8(truncatingIfNeeded: word >> 48)
    self[offset &+ 2] = UInt8(truncatingIfNeeded: word >> 40)
    self[offset &+ 3] = UInt8(truncatingIfNeeded: word >> 32)
    self[offset &+ 4] = UInt8(truncatingIfNeeded: word >> 24)
    self[offset &+ 5] = UInt8(truncatingIfNeeded: word >> 16)
    self[offset &+ 6] = UInt8(truncatingIfNeeded: word >> 8)
    self[offset &+ 7] = UInt8(truncatingIfNeeded: word)
  }

  /// Sets the four bytes from `offset`, which the caller knows to be there.
  @inlinable @inline(__always)
  package mutating func set(_ number: UInt32, at offset: Int) {
    precondition(offset >= 0 && count >= 4 && offset <= count &- 4)
    self[offset] = UInt8(truncatingIfNeeded: number >> 24)
    self[offset &+ 1] = UInt8(truncatingIfNeeded: number >> 16)
    self[offset &+ 2] = UInt8(truncatingIfNeeded: number >> 8)
    self[offset &+ 3] = UInt8(truncatingIfNeeded: number)
  }

  @inlinable @inline(__always)
  package mutating func set(_ hash: ContentHash, at offset: Int) {
    set(hash.words.first, at: offset)
    set(hash.words.second, at: offset &+ 8)
    set(hash.words.third, at: offset &+ 16)
    set(hash.words.fourth, at: offset &+ 24)
  }
}

extension [UInt8] {
  /// Appends eight bytes, most significant first.
  package mutating func append(bigEndian word: UInt64) {
    append(addingCapacity: 8) { $0.append(bigEndian: word) }
  }

  /// Appends four bytes, most significant first.
  package mutating func append(bigEndian number: UInt32) {
    append(addingCapacity: 4) { output in
      for shift in stride(from: UInt32(24), through: 0, by: -8) {
        output.append(UInt8(truncatingIfNeeded: number &>> shift))
      }
    }
  }

  /// The identifier's sixteen bytes.
  package mutating func append<Tag>(_ identifier: Identifier<Tag>) {
    append(addingCapacity: 16) { output in
      output.append(bigEndian: identifier.high)
      output.append(bigEndian: identifier.low)
    }
  }

  /// The hash's 32 bytes.
  package mutating func append(_ hash: ContentHash) {
    append(addingCapacity: 32) { output in
      output.append(bigEndian: hash.words.first)
      output.append(bigEndian: hash.words.second)
      output.append(bigEndian: hash.words.third)
      output.append(bigEndian: hash.words.fourth)
    }
  }
}

extension OutputSpan<UInt8> {
  @inline(__always)
  fileprivate mutating func append(bigEndian word: UInt64) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: word &>> shift))
    }
  }
}
