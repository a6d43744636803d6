/// Lower-case hexadecimal, the one spelling in which bytes stand in events and on the screen.
package enum Hexadecimal {
  /// Two digits for each byte.
  package static func text(of bytes: some Collection<UInt8>) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      digits.append(digit(byte >> 4))
      digits.append(digit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// Sixteen digits of a word, most significant first.
  static func write(_ word: UInt64, to digits: inout OutputSpan<UInt8>) {
    for eight in [word >> 32, word & 0xffff_ffff] {
      let spelled = spelled(eight)
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        digits.append(UInt8(truncatingIfNeeded: spelled &>> shift))
      }
    }
  }

  /// The eight digits of a number of four bytes, in one word: an entry has several hundred digits. Each
  /// half-byte is given a byte of its own, and those above nine a letter's distance.
  private static func spelled(_ number: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let fours = (number | number << 16) & 0x0000_ffff_0000_ffff
    let pairs = (fours | fours << 8) & 0x00ff_00ff_00ff_00ff
    let values = (pairs | pairs << 4) & (ones &* 0x0f)
    let areLetters = (values &+ ones &* 6) >> 4 & ones
    return values &+ ones &* 0x30 &+ areLetters &* 0x27
  }

  /// The bytes, or nothing when a character is not a lower-case digit or one digit is left over.
  package static func bytes(of text: String) -> [UInt8]? {
    let digits = text.utf8.span
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for start in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(of: digits[start]), let low = value(of: digits[start + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// The number that sixteen digits from `start` spell; nothing where one of them is none. Every event
  /// holds a dozen identifiers: no array for each, and eight digits at once.
  static func word(of digits: Span<UInt8>, at start: Int) -> UInt64? {
    guard let high = number(ofEight: digits.word(at: start)),
      let low = number(ofEight: digits.word(at: start + 8))
    else { return nil }
    return high << 32 | low
  }

  /// Eight digits in one word. Each byte is turned into its value, and every value back into its one
  /// digit: what does not come out as it was is no digit.
  private static func number(ofEight digits: UInt64) -> UInt64? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let letters = digits >> 6 & ones
    let values = (digits & (ones * 0x0f)) &+ letters &* 9
    let areLetters = (values &+ ones * 6) >> 4 & ones
    guard values & (ones * 0xf0) == 0, values &+ ones * 0x30 &+ areLetters &* 0x27 == digits else {
      return nil
    }
    let pairs = (values | values >> 4) & 0x00ff_00ff_00ff_00ff
    let fours = (pairs | pairs >> 8) & 0x0000_ffff_0000_ffff
    return (fours | fours >> 16) & 0xffff_ffff
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
