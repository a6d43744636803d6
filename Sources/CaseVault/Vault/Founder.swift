import AuditLog
import Casework
import Keyring
import Sodium

/// A founder or newcomer as an entry takes them in: from this device, or from an enrolment request.
struct Founder {
  let name: String
  let device: Device
  let compartment: SealedEpoch
  let wrap: StoredWrap
  /// What the newcomer signed; nothing for this device, which needs no proof from itself.
  let request: [UInt8]

  init(
    named name: String, keys: DevicePublicKeys, locatorKey: LocatorKey,
    compartment epoch: CompartmentEpoch, wrap: Wrap, request: [UInt8] = []
  ) {
    self.name = name
    self.request = request
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
      compartment: request.compartment, wrap: request.wrap, request: Array(request.text.utf8))
  }
}

extension DeviceKeys {
  /// What is about to be signed takes in the very keys and compartment that the newcomer signed. The
  /// request lies in the body beside the name.
  ///
  /// The fingerprint that people compare aloud names the newcomer's device. Without this a proposer could
  /// put a compartment of their own in the place of the newcomer's, and hold all that the newcomer will.
  /// Answers what the newcomer asked for.
  @discardableResult
  func checkRequest(
    of newcomer: NewMember, as vaultCompartment: CompartmentID, in reader: any StorageReader,
    of vault: VaultID
  ) throws -> Founder {
    let notice = newcomer.name
    var opener = try EnvelopeOpener(vault: ContentHash(vault), keyring: keyring)
    guard
      let row = try reader.envelope(notice.envelope, version: notice.version, parts: .whole),
      try row.hash(in: ContentHash(vault)) == notice.hash,
      let body = try? opener.body(of: row, as: vaultCompartment),
      let request = try? EnrolmentRequest.parse(String(decoding: body, as: UTF8.self))
    else { throw IntegrityFault(.secretWrong, at: .compartment(newcomer.id)) }
    let asked = Founder(request, named: request.name)
    guard asked.device == newcomer.device, asked.compartment == newcomer.compartment else {
      throw IntegrityFault(.secretWrong, at: .compartment(newcomer.id))
    }
    return asked
  }
}
