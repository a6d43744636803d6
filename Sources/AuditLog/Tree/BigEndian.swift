// Every number in the log's formats is big-endian, as in RFC 8446 §3.3 and the C2SP formats.

extension Array<UInt8> {
  /// Appends the bytes of `value`, most significant first.
  mutating func append(bigEndian value: some FixedWidthInteger & UnsignedInteger) {
    var shift = value.bitWidth
    while shift > 0 {
      shift -= 8
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}

extension Span<UInt8> {
  /// Reads an integer, most significant byte first. The caller has checked that it lies within.
  func bigEndian<Value: FixedWidthInteger & UnsignedInteger>(
    at offset: Int, as type: Value.Type
  ) -> Value {
    var value: Value = 0
    for index in offset..<(offset + Value.bitWidth / 8) {
      value = value << 8 | Value(truncatingIfNeeded: self[index])
    }
    return value
  }
}
