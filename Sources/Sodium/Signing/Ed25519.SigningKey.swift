extension Ed25519 {
  /// The secret half of an Ed25519 pair, in guarded memory, with one owner and no description.
  package struct SigningKey: ~Copyable, Sendable {
    private let secret: SecretBytes
    /// The public half.
    package let verifyingKey: VerifyingKey

    /// The pair of a 32-byte seed: the same seed gives the same pair. The seed stays its owner's.
    /// Throws ``SodiumError/wrongLength(_:expected:found:)``, ``SodiumError/outOfMemory(bytes:)``.
    package init(seed: Span<UInt8>) throws(SodiumError) {
      var secret = try SecretBytes(zeroed: Ed25519.secretKeyLength)
      var output = secret.mutableSpan
      verifyingKey = try Ed25519.deriveKeys(fromSeed: seed, into: &output)
      self.secret = secret
    }

    /// A new pair that can be had from no seed but its own, which is not kept.
    package static func random() throws(SodiumError) -> SigningKey {
      let seed = try SecretBytes.random(count: Ed25519.seedLength)
      return try SigningKey(seed: seed.span)
    }

    /// Signs a message (about 40 µs); the same message gives the same signature.
    package borrowing func sign(_ message: Span<UInt8>) throws(SodiumError) -> Signature {
      try Ed25519.sign(message, secretKey: secret.span)
    }

    /// Signs the bytes of an array.
    package borrowing func sign(_ message: [UInt8]) throws(SodiumError) -> Signature {
      try sign(message.span)
    }
  }
}
