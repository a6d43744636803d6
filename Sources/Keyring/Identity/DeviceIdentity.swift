package import Sodium

/// One device's identity: a 32-byte seed and what is derived from it, all in guarded memory.
///
/// The seed lies in the key file and nowhere else. Source: docs/format.md §2.
package struct DeviceIdentity: ~Copyable, Sendable {
  package static let seedLength = 32

  /// Signs entries and requests.
  package let signingKey: Ed25519.SigningKey
  package let publicKeys: DevicePublicKeys
  /// Where this device's wraps lie.
  package let locatorKey: LocatorKey
  let seed: SecretBytes
  let deviceKey: SecretBytes

  /// A new device.
  package static func random() throws(SodiumError) -> DeviceIdentity {
    try DeviceIdentity(seed: SecretBytes.random(count: seedLength))
  }

  /// The identity of a seed: the same seed gives the same keys.
  /// Throws ``SodiumError/wrongLength(_:expected:found:)`` unless it has 32 bytes.
  package init(seed: consuming SecretBytes) throws(SodiumError) {
    let signingSeed = try Self.derive(.signing, from: seed)
    let signingKey = try Ed25519.SigningKey(seed: signingSeed.span)
    let box = try Self.boxKey(from: seed)
    let deviceKey = try Self.derive(.device, from: seed)
    let locator = try Self.derive(.locator, from: seed)
    let locatorKey = LocatorKey(bytes: try Digest32(locator.span))
    publicKeys = DevicePublicKeys(signing: signingKey.verifyingKey, box: box.publicKey)
    self.locatorKey = locatorKey
    self.signingKey = signingKey
    self.deviceKey = deviceKey
    self.seed = seed
  }

  /// The secret half of the pair to which the member's compartment is wrapped. Made when it is needed:
  /// once, when a vault is opened.
  borrowing func boxKey() throws(SodiumError) -> X25519.SecretKey {
    try Self.boxKey(from: seed)
  }

  private static func boxKey(
    from seed: borrowing SecretBytes
  ) throws(SodiumError) -> X25519.SecretKey {
    let boxSeed = try derive(.box, from: seed)
    return try X25519.SecretKey(seed: boxSeed.span)
  }

  private enum Derived: UInt64 {
    case signing = 1
    case box = 2
    case device = 3
    case locator = 4
  }

  private static func derive(
    _ key: Derived, from seed: borrowing SecretBytes
  ) throws(SodiumError) -> SecretBytes {
    try KeyDerivation.derive(key.rawValue, context: "cv-ident", from: seed.span)
  }
}
