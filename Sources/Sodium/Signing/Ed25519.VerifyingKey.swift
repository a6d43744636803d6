import CSodium

extension Ed25519 {
  /// An Ed25519 public key that can be relied on: whoever holds one holds a good one.
  package struct VerifyingKey: Hashable, Sendable {
    private let value: FixedBytes<32>

    /// Takes 32 bytes and checks them (about 50 µs): on the curve, canonical, in the main subgroup,
    /// so not of small order either. With a small-order key one signature fits many messages.
    ///
    /// Throws ``SodiumError/wrongLength(_:expected:found:)``, ``SodiumError/unusablePublicKey``.
    /// Source: libsodium, `crypto_core_ed25519_is_valid_point`.
    package init(_ bytes: Span<UInt8>) throws(SodiumError) {
      try Sodium.start()
      value = try FixedBytes(bytes, as: .publicKey)
      guard let point = unsafe bytes.address,
        unsafe crypto_core_ed25519_is_valid_point(point) == 1
      else { throw .unusablePublicKey }
    }

    /// Takes 32 bytes and checks them, as from a span.
    package init(_ bytes: [UInt8]) throws(SodiumError) { try self.init(bytes.span) }

    /// What libsodium derived from a seed is good.
    init(derived value: FixedBytes<32>) { self.value = value }

    /// The bytes, lent.
    package var span: Span<UInt8> {
      @_lifetime(borrow self) borrowing get { value.span }
    }

    /// A copy of the bytes.
    package var bytes: [UInt8] { value.bytes }

    /// Whether this key made the signature over the message (about 90 µs). Refuses signatures in a
    /// second encoding, so that nobody can alter one and leave it valid.
    package func accepts(_ signature: Signature, over message: Span<UInt8>) -> Bool {
      Sodium.prepare()
      return unsafe signature.span.withUnsafeBufferPointer { signature in
        unsafe span.withUnsafeBufferPointer { key in
          guard let start = signature.baseAddress, let point = key.baseAddress else { return false }
          return unsafe crypto_sign_ed25519_verify_detached(
            start, message.address, message.length, point) == 0
        }
      }
    }

    /// The same over the bytes of an array.
    package func accepts(_ signature: Signature, over message: [UInt8]) -> Bool {
      accepts(signature, over: message.span)
    }

    /// The same as a step that must succeed. Throws ``SodiumError/forgedSignature``.
    package func verify(
      _ signature: Signature, over message: Span<UInt8>
    ) throws(SodiumError) {
      guard accepts(signature, over: message) else { throw .forgedSignature }
    }
  }
}
