/// Thirty-two bytes that stand for other bytes: a BLAKE2b-256 or SHA-256 digest, a commitment, or a
/// public key as the log names it. `Casework` compares such values and never computes one.
@usableFromInline
package struct ContentHash: Hashable, Sendable {
  /// The bytes as four big-endian numbers, for those who move many of them.
  @usableFromInline package let words: Words

  package init(words: Words) { self.words = words }

  /// Takes exactly 32 bytes; throws ``MalformedIdentifier`` on any other number.
  package init(bytes: Span<UInt8>) throws(MalformedIdentifier) {
    guard bytes.count == 32 else { throw MalformedIdentifier() }
    words = Words(
      first: bytes.word(at: 0), second: bytes.word(at: 8), third: bytes.word(at: 16),
      fourth: bytes.word(at: 24))
  }

  /// Takes exactly 32 bytes; throws ``MalformedIdentifier`` on any other number.
  package init(bytes: some Collection<UInt8>) throws(MalformedIdentifier) {
    let bytes = Array(bytes)
    try self.init(bytes: bytes.span)
  }

  /// Takes exactly 64 lower-case hexadecimal digits.
  package init(hexadecimal text: String) throws(MalformedIdentifier) {
    let digits = text.utf8.span
    guard digits.count == 64, let first = Hexadecimal.word(of: digits, at: 0),
      let second = Hexadecimal.word(of: digits, at: 16),
      let third = Hexadecimal.word(of: digits, at: 32),
      let fourth = Hexadecimal.word(of: digits, at: 48)
    else { throw MalformedIdentifier() }
    words = Words(first: first, second: second, third: third, fourth: fourth)
  }

  /// The 32 bytes in order.
  package var bytes: [UInt8] {
    var writer = ByteWriter(capacity: 32)
    writer.append(self)
    return writer.finished()
  }

  /// 64 lower-case hexadecimal digits.
  package var hexadecimal: String {
    var digits: [UInt8] = []
    digits.append(addingCapacity: 64) { output in
      Hexadecimal.write(words.first, to: &output)
      Hexadecimal.write(words.second, to: &output)
      Hexadecimal.write(words.third, to: &output)
      Hexadecimal.write(words.fourth, to: &output)
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The 32 bytes as four words: compared and hashed without an array for each.
  @usableFromInline
  package struct Words: Hashable, Sendable {
    @usableFromInline package let first: UInt64
    @usableFromInline package let second: UInt64
    @usableFromInline package let third: UInt64
    @usableFromInline package let fourth: UInt64

    package init(first: UInt64, second: UInt64, third: UInt64, fourth: UInt64) {
      (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
    }
  }
}
