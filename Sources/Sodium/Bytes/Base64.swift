/// Standard base64 with padding (RFC 4648 §4), in its one canonical spelling.
///
/// White space, missing padding and stray bits after the last byte are refused: two spellings of one
/// signature would be two notes to whoever compares bytes. Not for secrets: not in constant time.
package enum Base64 {
  /// The spelling of `bytes`, four characters for every three begun.
  package static func text(of bytes: Span<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      append(group: bytes.extracting(start..<min(start + 3, bytes.count)), to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads the canonical spelling; nil for anything else.
  package static func bytes(from text: some Sequence<UInt8>) -> [UInt8]? {
    let characters = [UInt8](text)
    guard characters.count.isMultiple(of: 4) else { return nil }
    let unpadded = characters.trimmingPadding
    guard characters.count - unpadded.count <= 2 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(unpadded.count * 3 / 4)
    var bits: UInt32 = 0
    var bitCount = 0
    for character in unpadded {
      guard let value = value(of: character) else { return nil }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
      }
    }
    // What remains are bits that belong to no byte; they have to be zero.
    return bits & ((1 << bitCount) - 1) == 0 ? bytes : nil
  }

  private static func append(group: Span<UInt8>, to text: inout [UInt8]) {
    var bits: UInt32 = 0
    for index in 0..<3 { bits = bits << 8 | (index < group.count ? UInt32(group[index]) : 0) }
    for index in 0..<4 {
      let value = Int(bits >> (18 - 6 * index) & 63)
      text.append(index <= group.count ? alphabet[value] : padding)
    }
  }

  fileprivate static let padding = UInt8(ascii: "=")

  private static let alphabet = [UInt8](
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}

extension [UInt8] {
  fileprivate var trimmingPadding: ArraySlice<UInt8> {
    let end = lastIndex { $0 != Base64.padding } ?? -1
    return self[...end]
  }
}
