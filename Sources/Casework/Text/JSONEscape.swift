/// The `\u` escapes of a JSON string (RFC 8259 §7), shared by both readers.
enum JSONEscape {
  /// Reads `\uXXXX`, or a surrogate pair of two, and steps over it.
  ///
  /// A lone surrogate is refused: it is no character, and no UTF-8 could hold it. The flag says that
  /// an upper-case hex digit occurred, which the strict profile does not write.
  static func scalar(
    in bytes: Span<UInt8>, at position: inout Int
  ) throws(InvalidJSON) -> (scalar: Unicode.Scalar, hasUpperCaseHex: Bool) {
    let start = position
    var hasUpperCaseHex = false
    let first = try codeUnit(in: bytes, at: &position, noting: &hasUpperCaseHex)
    if let scalar = Unicode.Scalar(first) { return (scalar, hasUpperCaseHex) }
    guard first < 0xdc00, position + 1 < bytes.count,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    else { throw InvalidJSON(.loneSurrogate, at: start) }
    let second = try codeUnit(in: bytes, at: &position, noting: &hasUpperCaseHex)
    guard (0xdc00...0xdfff).contains(second),
      let scalar = Unicode.Scalar(
        0x1_0000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) - 0xdc00))
    else { throw InvalidJSON(.loneSurrogate, at: start) }
    return (scalar, hasUpperCaseHex)
  }

  private static func codeUnit(
    in bytes: Span<UInt8>, at position: inout Int, noting hasUpperCaseHex: inout Bool
  ) throws(InvalidJSON) -> UInt16 {
    position += 2
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard position < bytes.count else { throw InvalidJSON(.unexpectedEnd, at: bytes.count) }
      let byte = bytes[position]
      guard let digit = byte.hexDigit else { throw InvalidJSON(.invalidEscape, at: position) }
      if (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte) { hasUpperCaseHex = true }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }
}

extension UInt8 {
  /// The value of an ASCII decimal digit.
  var decimalDigit: UInt8? {
    self &- 0x30 < 10 ? self &- 0x30 : nil
  }

  /// The value of an ASCII hex digit of either case.
  var hexDigit: UInt8? {
    if let digit = decimalDigit { return digit }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }

  /// Printable ASCII that stands for itself inside a strict string.
  var isPlainInStrictJSON: Bool {
    self >= 0x20 && self < 0x7f && self != 0x22 && self != 0x5c
  }

  /// The letter of a short escape that RFC 8259 knows.
  var isShortJSONEscape: Bool { "\"\\/bfnrt".utf8.contains(self) }

  /// A byte that makes a number of the digits before it a float.
  var continuesJSONNumber: Bool { self == 0x2e || self | 0x20 == 0x65 }
}

extension Span<UInt8> {
  /// Whether every byte stands for itself inside a strict string.
  var isPlainInStrictJSON: Bool {
    endOfPlainStrictJSON(from: 0) == count
  }
}
