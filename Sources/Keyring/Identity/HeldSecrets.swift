internal import Casework
package import Sodium

/// A device's seed and what is derived from it, in guarded memory of this process; wiped when the last user
/// lets go. Source: docs/format.md §2.
package final class HeldSecrets: DeviceSecrets {
  package let publicKeys: DevicePublicKeys
  package let locatorKey: LocatorKey
  private let keys: SeedKeys

  /// The secrets of a seed: the same seed gives the same keys.
  /// Throws ``SodiumError/wrongLength(_:expected:found:)`` unless it has 32 bytes.
  package init(seed: consuming SecretBytes) throws(SodiumError) {
    let keys = try SeedKeys(seed: seed)
    let locator = try keys.derive(.locator)
    let box = try keys.boxKey()
    let locatorKey = LocatorKey(bytes: try Digest32(locator.span))
    publicKeys = DevicePublicKeys(signing: keys.signingKey.verifyingKey, box: box.publicKey)
    self.locatorKey = locatorKey
    self.keys = keys
  }

  package func sign(_ message: Span<UInt8>) throws -> Ed25519.Signature {
    guard SignedText.isMeant(message) else { throw NothingToSign() }
    return try keys.signingKey.sign(message)
  }

  package func openBox(_ sealed: Span<UInt8>, into text: inout MutableSpan<UInt8>) throws {
    let key = try keys.boxKey()
    try key.open(sealed, into: &text)
  }

  package func deriveKeys(
    sealing purpose: DevicePurpose, under nonce: CommittingAEAD.Nonce,
    into keys: inout MutableSpan<UInt8>
  ) throws {
    try self.keys.derive(
      into: &keys, sealing: purpose, under: nonce, additionalData: publicKeys.id.bytes)
  }

  package func makeReady() {}

  /// Lends the seed to whoever keeps it: a key file that is written, an agent that is to hold it.
  package func withSeed<Answer>(_ body: (Span<UInt8>) throws -> Answer) rethrows -> Answer {
    try keys.withSeed(body)
  }
}

/// The seed and the keys that come from it. A value of its own: what lies in a class lends no spans.
private struct SeedKeys: ~Copyable, Sendable {
  let signingKey: Ed25519.SigningKey
  private let deviceKey: SecretBytes
  private let seed: SecretBytes

  init(seed: consuming SecretBytes) throws(SodiumError) {
    let signingSeed = try Self.derive(.signing, from: seed)
    let signingKey = try Ed25519.SigningKey(seed: signingSeed.span)
    let deviceKey = try Self.derive(.device, from: seed)
    self.signingKey = signingKey
    self.deviceKey = deviceKey
    self.seed = seed
  }

  enum Derived: UInt64 {
    case signing = 1
    case box = 2
    case device = 3
    case locator = 4
  }

  borrowing func derive(_ key: Derived) throws(SodiumError) -> SecretBytes {
    try Self.derive(key, from: seed)
  }

  /// The secret half of the pair to which the member's compartment is wrapped. Made when it is needed:
  /// once, when a vault is opened.
  borrowing func boxKey() throws(SodiumError) -> X25519.SecretKey {
    let boxSeed = try derive(.box)
    return try X25519.SecretKey(seed: boxSeed.span)
  }

  borrowing func derive(
    into keys: inout MutableSpan<UInt8>, sealing purpose: DevicePurpose,
    under nonce: CommittingAEAD.Nonce, additionalData: [UInt8]
  ) throws(SodiumError) {
    let label = purpose.label.bytes
    try CommittingAEAD.derive(
      into: &keys, from: deviceKey.span, nonce: nonce.span, label: label.span,
      additionalData: additionalData.span)
  }

  borrowing func withSeed<Answer>(_ body: (Span<UInt8>) throws -> Answer) rethrows -> Answer {
    try body(seed.span)
  }

  private static func derive(
    _ key: Derived, from seed: borrowing SecretBytes
  ) throws(SodiumError) -> SecretBytes {
    try KeyDerivation.derive(key.rawValue, context: "cv-ident", from: seed.span)
  }
}

extension X25519.SecretKey {
  /// Opens a box that was sealed to this key, into memory as long as its text.
  borrowing func open(
    _ sealed: Span<UInt8>, into text: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try SealedBox.open(sealed, publicKey: publicKey, secretKey: span, into: &text)
  }
}
