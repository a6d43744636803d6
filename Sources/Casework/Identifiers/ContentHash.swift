/// Thirty-two bytes that stand for other bytes: a BLAKE2b-256 or SHA-256 digest, a commitment, or a
/// public key as the log names it. `Casework` compares such values and never computes one.
public struct ContentHash: Hashable, Sendable {
  private let words: Words

  /// Takes exactly 32 bytes; throws ``MalformedIdentifier`` on any other number.
  package init(bytes: some Collection<UInt8>) throws(MalformedIdentifier) {
    guard bytes.count == 32 else { throw MalformedIdentifier() }
    var rest = bytes[...]
    var words: [UInt64] = []
    words.reserveCapacity(4)
    while !rest.isEmpty {
      words.append(UInt64(bigEndianBytes: rest.prefix(8)))
      rest = rest.dropFirst(8)
    }
    self.words = Words(first: words[0], second: words[1], third: words[2], fourth: words[3])
  }

  /// Takes exactly 64 lower-case hexadecimal digits.
  public init(hexadecimal text: String) throws(MalformedIdentifier) {
    guard let bytes = Hexadecimal.bytes(of: text) else { throw MalformedIdentifier() }
    try self.init(bytes: bytes)
  }

  /// The 32 bytes in order.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    for word in [words.first, words.second, words.third, words.fourth] {
      bytes.append(contentsOf: word.bigEndianBytes)
    }
    return bytes
  }

  /// 64 lower-case hexadecimal digits.
  public var hexadecimal: String { Hexadecimal.text(of: bytes) }

  private struct Words: Hashable, Sendable {
    let first: UInt64
    let second: UInt64
    let third: UInt64
    let fourth: UInt64
  }
}
