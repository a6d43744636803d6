import Casework
import Keyring
import Sodium

/// A founder or newcomer as an entry takes them in: from this device, or from an enrolment request.
struct Founder {
  let name: String
  let device: Device
  let compartment: SealedEpoch
  let wrap: StoredWrap

  init(
    named name: String, keys: DevicePublicKeys, locatorKey: LocatorKey,
    compartment epoch: CompartmentEpoch, wrap: Wrap
  ) {
    self.name = name
    device = Device(
      id: keys.id, member: epoch.compartment,
      signingKey: ContentHash(digest: keys.signing.span),
      boxKey: ContentHash(digest: keys.box.span),
      locatorKey: ContentHash(digest: locatorKey.bytes.span))
    compartment = SealedEpoch(
      epoch: epoch, wraps: [WrapNotice(holder: HolderID(keys.id), hash: wrap.hash)])
    self.wrap = StoredWrap(wrap)
  }

  init(_ request: VerifiedRequest, named name: String) {
    self.init(
      named: name, keys: request.keys, locatorKey: request.locatorKey,
      compartment: request.compartment, wrap: request.wrap)
  }
}
