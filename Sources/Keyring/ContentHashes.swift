package import Casework
internal import Sodium

// The digests that `Sodium` computes, as the values that `Casework` compares.

extension ContentHash {
  init(_ digest: Digest32) { self.init(digest.span) }

  /// Takes the first 32 bytes of a span that has them.
  init(_ bytes: Span<UInt8>) {
    self.init(
      words: Words(
        first: bytes.word(at: 0), second: bytes.word(at: 8), third: bytes.word(at: 16),
        fourth: bytes.word(at: 24)))
  }

  /// The same bytes inline, comparable in constant time.
  var digest: Digest32 {
    var digest = Digest32()
    let bytes = bytes
    var target = digest.mutableSpan
    for index in target.indices { target[index] = bytes[index] }
    return digest
  }
}

extension Identifier {
  /// Takes the first 16 bytes of a span that has them.
  init(_ bytes: Span<UInt8>) { self.init(high: bytes.word(at: 0), low: bytes.word(at: 8)) }

  /// A new identifier: sixteen random bytes, so that nobody has to be asked for a free one.
  package static func random() -> Self {
    let bytes = RandomBytes.fixed(FixedBytes<16>.self)
    return Self(bytes.span)
  }
}
