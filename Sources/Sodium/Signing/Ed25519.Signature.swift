extension Ed25519 {
  /// An Ed25519 signature: 64 bytes of the right length, nothing said yet about whose it is.
  package struct Signature: Hashable, Sendable {
    private let value: FixedBytes<64>

    /// Takes 64 bytes as they came. Throws ``SodiumError/wrongLength(_:expected:found:)``.
    package init(_ bytes: Span<UInt8>) throws(SodiumError) {
      value = try FixedBytes(bytes, as: .signature)
    }

    /// Takes 64 bytes as they came. Throws ``SodiumError/wrongLength(_:expected:found:)``.
    package init(_ bytes: [UInt8]) throws(SodiumError) { try self.init(bytes.span) }

    init(_ value: FixedBytes<64>) { self.value = value }

    /// The bytes, lent.
    package var span: Span<UInt8> {
      @_lifetime(borrow self) borrowing get { value.span }
    }

    /// A copy of the bytes.
    package var bytes: [UInt8] { value.bytes }
  }
}
