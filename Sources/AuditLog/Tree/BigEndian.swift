// Every number in the log's formats is big-endian (docs/format.md §1, the C2SP formats).

extension Array<UInt8> {
  /// The bytes of a number, most significant first.
  init(bigEndian number: some FixedWidthInteger & UnsignedInteger) {
    self.init(capacity: number.bitWidth / 8) { $0.append(bigEndian: number) }
  }

  /// Appends the bytes of a number, most significant first.
  mutating func append(bigEndian number: some FixedWidthInteger & UnsignedInteger) {
    append(addingCapacity: number.bitWidth / 8) { $0.append(bigEndian: number) }
  }
}

extension OutputSpan<UInt8> {
  fileprivate mutating func append(bigEndian number: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}

extension Span<UInt8> {
  /// Reads a number, most significant byte first. The caller has checked that it lies within.
  func bigEndian<Number: FixedWidthInteger & UnsignedInteger>(
    at offset: Int, as type: Number.Type
  ) -> Number {
    var number: Number = 0
    for index in offset..<(offset + Number.bitWidth / 8) {
      number = number << 8 | Number(truncatingIfNeeded: self[index])
    }
    return number
  }
}
