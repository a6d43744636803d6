/// Public keys as an event names them, on which others will rely: they seal to them, and believe what the
/// signing keys sign.
///
/// Whether one is a valid point is for whoever has the curves at hand to say, before replay: this room
/// knows no cryptography. Keys of a single case file are not among them: nobody else relies on them
/// before sealing, where a key that is no valid point is refused.
package struct NamedPublicKeys: Sendable, Equatable {
  /// Ed25519.
  package var signing: [ContentHash] = []
  /// X25519.
  package var box: [ContentHash] = []
}

extension VaultFounded {
  package var publicKeys: NamedPublicKeys? {
    var keys = NamedPublicKeys(
      signing: [checkpointKey], box: compartments.map(\.epoch.publicKey))
    for member in members {
      keys.signing += member.publicKeys.signing
      keys.box += member.publicKeys.box
    }
    return keys
  }
}

extension ActProposed {
  package var publicKeys: NamedPublicKeys? { content.publicKeys }
}

extension MemberEnrolled {
  package var publicKeys: NamedPublicKeys? { member.publicKeys }
}

extension DeviceAdded {
  package var publicKeys: NamedPublicKeys? {
    NamedPublicKeys(signing: [device.signingKey], box: [device.boxKey])
  }
}

extension CompartmentRotated {
  package var publicKeys: NamedPublicKeys? {
    NamedPublicKeys(signing: checkpoint.map { [$0.key] } ?? [], box: [epoch.epoch.publicKey])
  }
}

extension GrantGiven {
  package var publicKeys: NamedPublicKeys? { NamedPublicKeys(box: [compartment.epoch.publicKey]) }
}

extension EmergencyKeyed {
  package var publicKeys: NamedPublicKeys? { NamedPublicKeys(box: [compartment.epoch.publicKey]) }
}

extension NewMember {
  var publicKeys: NamedPublicKeys {
    NamedPublicKeys(
      signing: [device.signingKey], box: [device.boxKey, compartment.epoch.publicKey])
  }
}
