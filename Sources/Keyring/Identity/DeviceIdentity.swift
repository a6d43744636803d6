package import Sodium

/// One device's identity: its public keys, and the way to the secret ones.
///
/// The seed behind them lies in the key file. While they are in use this process has it (``HeldSecrets``), or
/// the agent has, and this process only asks it. Source: docs/format.md §2.
package struct DeviceIdentity: ~Copyable, Sendable {
  package static let seedLength = 32

  package let publicKeys: DevicePublicKeys
  /// Where this device's wraps lie.
  package let locatorKey: LocatorKey
  /// Signs entries and requests, opens what is sealed to this device.
  package let secrets: any DeviceSecrets

  /// A new device.
  package static func random() throws(SodiumError) -> DeviceIdentity {
    try DeviceIdentity(seed: SecretBytes.random(count: seedLength))
  }

  /// The identity of a seed: the same seed gives the same keys.
  /// Throws ``SodiumError/wrongLength(_:expected:found:)`` unless it has 32 bytes.
  package init(seed: consuming SecretBytes) throws(SodiumError) {
    self.init(try HeldSecrets(seed: seed))
  }

  /// An identity whose secrets this process holds.
  package init(_ held: HeldSecrets) {
    self.init(held.publicKeys, locatorKey: held.locatorKey, secrets: held)
  }

  /// An identity whose secrets somebody else holds.
  package init(
    _ publicKeys: DevicePublicKeys, locatorKey: LocatorKey, secrets: any DeviceSecrets
  ) {
    self.publicKeys = publicKeys
    self.locatorKey = locatorKey
    self.secrets = secrets
  }

  /// The secrets, where this process holds them. Throws ``SeedElsewhere`` where it does not.
  package borrowing func held() throws(SeedElsewhere) -> HeldSecrets {
    guard let held = secrets as? HeldSecrets else { throw SeedElsewhere() }
    return held
  }

  /// Signs an entry or an enrolment request, label included.
  package borrowing func sign(_ message: [UInt8]) throws -> Ed25519.Signature {
    try secrets.sign(message.span)
  }
}

/// The seed was wanted of an identity that only asks another process: a fault of this program.
package struct SeedElsewhere: Error, Equatable {}
