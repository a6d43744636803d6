extension X25519 {
  /// The secret half of an X25519 pair, in guarded memory, with one owner and no description.
  package struct SecretKey: ~Copyable, Sendable {
    private let secret: SecretBytes
    /// The public half.
    package let publicKey: PublicKey

    /// The pair of a 32-byte seed: the same seed gives the same pair. The seed stays its owner's.
    /// Throws ``SodiumError/wrongLength(_:expected:found:)``, ``SodiumError/outOfMemory(bytes:)``.
    package init(seed: Span<UInt8>) throws(SodiumError) {
      var secret = try SecretBytes(zeroed: X25519.secretKeyLength)
      var output = secret.mutableSpan
      publicKey = try X25519.deriveKeys(fromSeed: seed, into: &output)
      self.secret = secret
    }

    /// The pair whose secret key is these very 32 bytes, as age writes its identities.
    /// Throws ``SodiumError/wrongLength(_:expected:found:)``, ``SodiumError/outOfMemory(bytes:)``.
    package init(scalar: Span<UInt8>) throws(SodiumError) {
      let publicKey = try X25519.publicKey(of: scalar)
      secret = try SecretBytes(copying: scalar)
      self.publicKey = publicKey
    }

    /// A new pair: of an age identity, or of one message.
    package static func random() throws(SodiumError) -> SecretKey {
      let scalar = try SecretBytes.random(count: X25519.secretKeyLength)
      return try SecretKey(scalar: scalar.span)
    }

    /// The secret key itself, lent.
    package var span: Span<UInt8> {
      @_lifetime(borrow self) borrowing get { secret.span }
    }

    /// The secret shared with the holder of another pair; derive keys from it, with both public keys.
    /// Throws ``SodiumError/outOfMemory(bytes:)``.
    package borrowing func sharedSecret(
      with other: PublicKey
    ) throws(SodiumError) -> SecretBytes {
      var shared = try SecretBytes(zeroed: X25519.sharedSecretLength)
      var output = shared.mutableSpan
      try X25519.sharedSecret(secretKey: secret.span, publicKey: other.span, into: &output)
      return shared
    }
  }
}
