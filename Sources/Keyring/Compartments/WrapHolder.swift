package import Casework
package import Sodium

/// Whoever an epoch's secret is wrapped to: a member's compartment or, for a member's compartment
/// itself, a device. All that is needed to seal, nothing that opens.
package struct WrapHolder: Sendable {
  /// The member compartment's id, or the device's.
  package let id: HolderID
  let publicKey: X25519.PublicKey
  let locatorKey: LocatorKey

  /// A member, by the epoch in force of the member's own compartment.
  /// Throws ``SodiumError/unusablePublicKey`` for a key to which one must not seal.
  package static func member(_ epoch: CompartmentEpoch) throws(SodiumError) -> WrapHolder {
    member(epoch, publicKey: try X25519.PublicKey(epoch.publicKey.digest.span))
  }

  static func member(
    _ epoch: CompartmentEpoch, publicKey: X25519.PublicKey
  ) -> WrapHolder {
    WrapHolder(
      id: HolderID(epoch.compartment), publicKey: publicKey, locatorKey: LocatorKey(of: epoch))
  }

  /// A device, by the keys and the locator key that its enrolment request showed.
  package static func device(_ keys: DevicePublicKeys, locatorKey: LocatorKey) -> WrapHolder {
    WrapHolder(id: HolderID(keys.id), publicKey: keys.box, locatorKey: locatorKey)
  }

  /// A device as the log knows it. Throws ``SodiumError/unusablePublicKey``.
  package init(of device: Device) throws(SodiumError) {
    id = HolderID(device.id)
    publicKey = try X25519.PublicKey(device.boxKey.digest.span)
    locatorKey = LocatorKey(of: device)
  }

  private init(id: HolderID, publicKey: X25519.PublicKey, locatorKey: LocatorKey) {
    self.id = id
    self.publicKey = publicKey
    self.locatorKey = locatorKey
  }
}

/// The holder itself, who opens what was wrapped to it: identity of a holder, and its secret key.
package struct WrapOpener: ~Copyable, Sendable {
  let holder: WrapHolder
  private let box: any BoxOwner

  /// This device, for its member's compartment.
  package init(_ identity: borrowing DeviceIdentity) {
    holder = .device(identity.publicKeys, locatorKey: identity.locatorKey)
    box = identity.secrets
  }

  /// A member, for everything else. Throws ``KeyringError/notHeld(_:epoch:)``.
  package init(_ member: CompartmentEpoch, in keyring: Keyring) throws {
    var seed = try SecretBytes(zeroed: EpochKey.length)
    try keyring.copy(.boxSeed, of: member, into: &seed)
    let box = MemberBox(key: try X25519.SecretKey(seed: seed.span))
    holder = .member(member, publicKey: box.key.publicKey)
    self.box = box
  }

  borrowing func open(_ sealed: Span<UInt8>, into text: inout MutableSpan<UInt8>) throws {
    try box.openBox(sealed, into: &text)
  }
}

/// Whoever has the secret key of an X25519 pair.
package protocol BoxOwner: AnyObject, Sendable {
  /// Opens a box that was sealed to the pair's public key, into memory as long as its text.
  /// Throws ``SodiumError/damaged`` for a box for somebody else, or a changed one.
  func openBox(_ sealed: Span<UInt8>, into text: inout MutableSpan<UInt8>) throws
}

/// A member's compartment as the keyring holds it.
private final class MemberBox: BoxOwner {
  let key: X25519.SecretKey

  init(key: consuming X25519.SecretKey) { self.key = key }

  func openBox(_ sealed: Span<UInt8>, into text: inout MutableSpan<UInt8>) throws {
    try key.open(sealed, into: &text)
  }
}
