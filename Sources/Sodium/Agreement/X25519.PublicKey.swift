extension X25519 {
  /// An X25519 public key that can be relied on: whoever holds one holds a good one, in its only
  /// encoding, so that a hash over it names it.
  package struct PublicKey: Hashable, Sendable {
    private let value: FixedBytes<32>

    /// Takes 32 bytes and checks them.
    ///
    /// Throws ``SodiumError/wrongLength(_:expected:found:)``, and ``SodiumError/unusablePublicKey``
    /// for a point of small order (what is sealed to it, anyone can open) and for a second encoding
    /// (RFC 7748 §5 would reduce it; no key pair of ours or of age's ever has one).
    package init(_ bytes: Span<UInt8>) throws(SodiumError) {
      value = try FixedBytes(bytes, as: .publicKey)
      guard Self.isCanonical(bytes), !Self.smallOrder.contains(value) else {
        throw .unusablePublicKey
      }
    }

    /// Takes 32 bytes and checks them, as from a span.
    package init(_ bytes: [UInt8]) throws(SodiumError) { try self.init(bytes.span) }

    /// What libsodium derived from a secret key is good.
    init(derived value: FixedBytes<32>) { self.value = value }

    /// The bytes, lent.
    package var span: Span<UInt8> {
      @_lifetime(borrow self) borrowing get { value.span }
    }

    /// A copy of the bytes.
    package var bytes: [UInt8] { value.bytes }
  }
}

extension X25519.PublicKey {
  /// Below p = 2^255 − 19, little-endian, top bit clear.
  private static func isCanonical(_ bytes: Span<UInt8>) -> Bool {
    guard bytes[31] == 0x7f else { return bytes[31] < 0x7f }
    return bytes[0] < 0xed || (1..<31).contains { bytes[$0] != 0xff }
  }

  /// The canonical u-coordinates of small order, on the curve and its twist: 0, 1, two of order 8,
  /// and −1. Source: cr.yp.to/ecdh.html, "validate"; the same are in libsodium's `scalarmult`.
  private static let smallOrder: Set<FixedBytes<32>> = [
    littleEndian(0, 0, 0, 0),
    littleEndian(1, 0, 0, 0),
    littleEndian(
      0xaeb8_413b_7c7a_ebe0, 0x6ac4_9ff1_fae3_5616, 0xfdb1_329c_eb8d_09da, 0x00b8_495f_1605_6286),
    littleEndian(
      0x248c_50a3_bc95_9c5f, 0x5bef_839c_55b1_d0b1, 0x868e_1c58_c45c_4404, 0x5711_9fd0_dd4e_22d8),
    littleEndian(
      0xffff_ffff_ffff_ffec, 0xffff_ffff_ffff_ffff, 0xffff_ffff_ffff_ffff, 0x7fff_ffff_ffff_ffff),
  ]

  private static func littleEndian(_ words: UInt64...) -> FixedBytes<32> {
    FixedBytes(InlineArray { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64($0 % 8 * 8)) })
  }
}
