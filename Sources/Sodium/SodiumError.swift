/// Why a cryptographic operation was refused. Facts only; whoever shows it finds the words.
@usableFromInline
package enum SodiumError: Error, Equatable, Sendable {
  /// The library could not be readied.
  case unavailable
  /// An input or output has exactly one right length, in bytes, and this was not it.
  case wrongLength(Part, expected: Int, found: Int)
  /// A length, cost or count lies outside what the function takes.
  case outOfRange(Part, allowed: ClosedRange<Int>, found: Int)
  /// Guarded memory, or the memory that a key derivation asks for, could not be had.
  case outOfMemory(bytes: Int)
  /// A public key that is off the curve, not in canonical form, or of small order.
  case unusablePublicKey
  /// The commitment differs: another key, nonce, label or additional data than at sealing.
  case wrongKey
  /// The authentication tag does not fit: the bytes were changed, cut or sealed under another key.
  case damaged
  /// A signature that this key did not make over this message.
  case forgedSignature
  /// An index into a ``SecretArena`` whose secret was wiped, or that another arena gave out.
  case noSuchSecret
  /// A stream that has already carried its final chunk takes and gives no more.
  case streamEnded
  /// The bytes of a stream ran out before its final chunk.
  case streamCut

  /// What was measured and found wrong.
  @usableFromInline
  package enum Part: Sendable {
    case key, seed, nonce, salt, context, output, secret, publicKey, signature, digest
    case commitment, header, plaintext, ciphertext, operations, memory, count
  }
}

extension SodiumError {
  /// The one way in which an exact length is asked for.
  static func expect(
    _ expected: Int, _ part: Part, found: Int
  ) throws(SodiumError) {
    guard found == expected else {
      throw .wrongLength(part, expected: expected, found: found)
    }
  }

  /// The one way in which a range is asked for.
  static func expect(
    _ allowed: ClosedRange<Int>, _ part: Part, found: Int
  ) throws(SodiumError) {
    guard allowed.contains(found) else {
      throw .outOfRange(part, allowed: allowed, found: found)
    }
  }
}
