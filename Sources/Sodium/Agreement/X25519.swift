import CSodium

/// X25519 key agreement: seed → key pair, shared secret. Source: RFC 7748; libsodium,
/// `crypto_scalarmult_curve25519`, `crypto_box_curve25519xchacha20poly1305_seed_keypair`.
///
/// The functions here take secret keys from wherever the caller keeps them; ``SecretKey`` keeps one
/// itself. About 25 to 50 µs each.
package enum X25519 {
  /// Bytes of the seed that a pair is derived from.
  package static let seedLength = 32
  /// Bytes of a secret key.
  package static let secretKeyLength = 32
  /// Bytes of a shared secret.
  package static let sharedSecretLength = 32

  /// Derives the pair of a 32-byte seed; the secret key, the first half of the seed's SHA-512, goes
  /// to memory of the caller's. Throws ``SodiumError/wrongLength(_:expected:found:)`` for either.
  package static func deriveKeys(
    fromSeed seed: Span<UInt8>, into secretKey: inout MutableSpan<UInt8>
  ) throws(SodiumError) -> PublicKey {
    try Sodium.start()
    try SodiumError.expect(seedLength, .seed, found: seed.count)
    try SodiumError.expect(secretKeyLength, .output, found: secretKey.count)
    guard let from = unsafe seed.address, let into = unsafe secretKey.address else {
      throw .unavailable
    }
    return unsafe PublicKey(
      derived: FixedBytes {
        unsafe crypto_box_curve25519xchacha20poly1305_seed_keypair($0, into, from)
      })
  }

  /// The public half of a secret key that is any 32 bytes, as age keeps its identities.
  /// Throws ``SodiumError/wrongLength(_:expected:found:)``.
  package static func publicKey(of secretKey: Span<UInt8>) throws(SodiumError) -> PublicKey {
    try Sodium.start()
    try SodiumError.expect(secretKeyLength, .key, found: secretKey.count)
    guard let scalar = unsafe secretKey.address else { throw .unavailable }
    return unsafe PublicKey(
      derived: FixedBytes { unsafe crypto_scalarmult_curve25519_base($0, scalar) })
  }

  /// The secret that both sides can compute, into memory of the caller's. It is a point, not a key:
  /// derive keys from it together with both public keys.
  ///
  /// Takes the other side's 32 bytes as RFC 7748 does, second encodings included, for formats that
  /// say so. Throws ``SodiumError/unusablePublicKey`` for a point of small order, which would give
  /// a secret that anyone knows, and ``SodiumError/wrongLength(_:expected:found:)``.
  package static func sharedSecret(
    secretKey: Span<UInt8>, publicKey: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try Sodium.start()
    try SodiumError.expect(secretKeyLength, .key, found: secretKey.count)
    try SodiumError.expect(32, .publicKey, found: publicKey.count)
    try SodiumError.expect(sharedSecretLength, .output, found: output.count)
    guard let scalar = unsafe secretKey.address, let point = unsafe publicKey.address,
      let shared = unsafe output.address
    else { throw .unavailable }
    guard unsafe crypto_scalarmult_curve25519(shared, scalar, point) == 0 else {
      throw .unusablePublicKey
    }
  }
}
