/// Bytes as pairs of lower-case hexadecimal digits, the one spelling that is written and accepted.
/// Not for secrets: not in constant time. This target stands on Sodium alone, hence its own.
enum Hexadecimal {
  /// Two digits for each byte.
  static func text(of bytes: Span<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    for index in bytes.indices {
      text.append(digits[Int(bytes[index] >> 4)])
      text.append(digits[Int(bytes[index] & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads pairs of digits; nil for an odd count or any other character.
  static func bytes(from text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var pending: UInt8?
    for character in text {
      guard let digit = value(of: character) else { return nil }
      if let high = pending { bytes.append(high << 4 | digit) }
      pending = pending == nil ? digit : nil
    }
    return pending == nil ? bytes : nil
  }

  private static let digits = [UInt8]("0123456789abcdef".utf8)

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
