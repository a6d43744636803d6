package import Casework
package import Sodium

/// What the world may know of a device: the keys that check its signatures and seal to it.
///
/// Holds only keys that can be relied on: those that are off the curve, in a second encoding or of
/// small order are refused when they are read. Source: docs/format.md §2.
package struct DevicePublicKeys: Hashable, Sendable {
  package let signing: Ed25519.VerifyingKey
  package let box: X25519.PublicKey
  /// The key id, by which the log names the device.
  package let id: DeviceID

  package static let encodedLength = 64

  package init(signing: Ed25519.VerifyingKey, box: X25519.PublicKey) {
    self.signing = signing
    self.box = box
    let digest = BLAKE2b128.digest(of: Self.message(.keyID, signing, box).bytes)
    id = DeviceID(digest.span)
  }

  /// Reads Ed25519 public ‖ X25519 public.
  /// Throws ``SodiumError/wrongLength(_:expected:found:)``, ``SodiumError/unusablePublicKey``.
  package init(encoded bytes: [UInt8]) throws(SodiumError) {
    guard bytes.count == Self.encodedLength else {
      throw .wrongLength(.publicKey, expected: Self.encodedLength, found: bytes.count)
    }
    self.init(
      signing: try Ed25519.VerifyingKey(bytes.span.extracting(first: 32)),
      box: try X25519.PublicKey(bytes.span.extracting(last: 32)))
  }

  /// Ed25519 public ‖ X25519 public, as a founding carries them.
  package var encoded: [UInt8] { signing.bytes + box.bytes }

  /// Six groups of five digits that two people compare aloud, such as over the telephone: 99 bits,
  /// beyond anyone who would search for a second key with the same ones.
  package var fingerprint: String {
    let digest = BLAKE2b256.digest(of: Self.message(.fingerprint, signing, box).bytes).bytes
    return (0..<6).map { group in
      let number = digest[group * 5..<group * 5 + 5].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let digits = String(number % 100_000)
      return String(repeating: "0", count: 5 - digits.count) + digits
    }.joined(separator: " ")
  }

  private static func message(
    _ label: Label, _ signing: Ed25519.VerifyingKey, _ box: X25519.PublicKey
  ) -> Message {
    var message = Message(label)
    message.append(Suite.first)
    message.append(signing.span)
    message.append(box.span)
    return message
  }
}
