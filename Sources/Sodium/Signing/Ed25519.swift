import CSodium

/// Ed25519 signatures: seed → key pair, sign (about 40 µs), verify (about 90 µs).
///
/// The functions here take a secret key from wherever the caller keeps it; ``SigningKey`` keeps one
/// itself. Source: RFC 8032; libsodium, `crypto_sign`.
package enum Ed25519 {
  /// Bytes of the seed that a key pair is derived from.
  package static let seedLength = Int(crypto_sign_ed25519_SEEDBYTES)
  /// Bytes of a secret key as libsodium keeps it: seed ‖ public key.
  package static let secretKeyLength = Int(crypto_sign_ed25519_SECRETKEYBYTES)

  /// Derives the pair of a 32-byte seed; the 64-byte secret key goes to memory of the caller's.
  /// Throws ``SodiumError/wrongLength(_:expected:found:)`` for either.
  package static func deriveKeys(
    fromSeed seed: Span<UInt8>, into secretKey: inout MutableSpan<UInt8>
  ) throws(SodiumError) -> VerifyingKey {
    try Sodium.start()
    try SodiumError.expect(seedLength, .seed, found: seed.count)
    try SodiumError.expect(secretKeyLength, .output, found: secretKey.count)
    guard let from = unsafe seed.address, let into = unsafe secretKey.address else {
      throw .unavailable
    }
    return unsafe VerifyingKey(
      derived: FixedBytes { unsafe crypto_sign_ed25519_seed_keypair($0, into, from) })
  }

  /// Signs a message with a 64-byte secret key made by ``deriveKeys(fromSeed:into:)``.
  /// Throws ``SodiumError/wrongLength(_:expected:found:)`` for the key.
  package static func sign(
    _ message: Span<UInt8>, secretKey: Span<UInt8>
  ) throws(SodiumError) -> Signature {
    try Sodium.start()
    try SodiumError.expect(secretKeyLength, .key, found: secretKey.count)
    guard let key = unsafe secretKey.address else { throw .unavailable }
    return unsafe Signature(
      FixedBytes {
        unsafe crypto_sign_ed25519_detached($0, nil, message.address, message.length, key)
      })
  }
}
