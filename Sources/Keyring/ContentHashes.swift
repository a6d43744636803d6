package import Casework
internal import Sodium

// The digests that `Sodium` computes, as the values that `Casework` compares.

extension ContentHash {
  init(_ digest: Digest32) { self.init(digest.span) }

  /// Takes the first 32 bytes of a span that has them.
  init(_ bytes: Span<UInt8>) {
    func word(at start: Int) -> UInt64 {
      var word: UInt64 = 0
      for index in start..<start + 8 { word = word << 8 | UInt64(bytes[index]) }
      return word
    }
    self.init(
      words: Words(
        first: word(at: 0), second: word(at: 8), third: word(at: 16), fourth: word(at: 24)))
  }

  /// The same bytes inline, comparable in constant time.
  var digest: Digest32 {
    var digest = Digest32()
    var target = digest.mutableSpan
    var index = 0
    for word in [words.first, words.second, words.third, words.fourth] {
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        target[index] = UInt8(truncatingIfNeeded: word >> shift)
        index += 1
      }
    }
    return digest
  }
}

extension Identifier {
  /// Takes the first 16 bytes of a span that has them.
  init(_ bytes: Span<UInt8>) {
    var (high, low): (UInt64, UInt64) = (0, 0)
    for index in 0..<8 {
      high = high << 8 | UInt64(bytes[index])
      low = low << 8 | UInt64(bytes[index + 8])
    }
    self.init(high: high, low: low)
  }

  /// A new identifier: sixteen random bytes, so that nobody has to be asked for a free one.
  package static func random() -> Self {
    let bytes = RandomBytes.fixed(FixedBytes<16>.self)
    return Self(bytes.span)
  }
}
