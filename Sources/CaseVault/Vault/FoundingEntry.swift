import AuditLog
import Casework
import Keyring
import Sodium

extension DeviceKeys {
  /// This device's owner as a founder: draws their own compartment.
  func foundingMember(named name: String) throws -> Founder {
    let epoch = try keyring.draw(kind: .member)
    let holder = WrapHolder.device(held.identity.publicKeys, locatorKey: held.identity.locatorKey)
    let wrap = try keyring.firstWrap(epoch, for: holder, in: nil)
    actAs(epoch)
    return Founder(
      named: name, keys: held.identity.publicKeys, locatorKey: held.identity.locatorKey,
      compartment: epoch,
      wrap: wrap)
  }

  /// Writes entry 0 with this device's signature after those given.
  func enter(
    _ draft: FoundingDraft, signedBy others: [Ed25519.Signature], in storage: any Storage
  ) throws {
    let leaf = try logKeys.withKey(of: 1) { logKey in
      try Leaf.sealed(event: draft.event.span, header: draft.header, logKey: logKey) { message in
        others + [try held.identity.sign(message)]
      }
    }
    var log = VerifiedLog(vault: draft.vault)
    let taken = try log.take(leaf.bytes, with: logKeys, chunks: { _ in nil })
    try taken.checkSignatures()
    guard log.state.violations.isEmpty else {
      throw InadmissibleAct(violation: log.state.violations[0].violation)
    }
    // The second founder has not drawn these: what the first drew up must name the second's own.
    try checkFirstSecrets(against: log.state, isWhole: true)
    var commit = Commit(position: 0, parts: draft.parts)
    commit.leaves = [StoredLeaf(bytes: leaf.bytes, hash: taken.link.hash.bytes)]
    try storage.writing { transaction in
      try transaction.apply(commit)
      try transaction.setGeneration(log.state.generation)
      try transaction.setPendingFounding(nil)
    }
  }

  /// What the first founder has drawn up; what it says of this device must be what this device asked.
  func checkedOwnPart(
    of waiting: WaitingFounding, from reader: any StorageReader
  ) throws -> VaultFounded {
    let event = try? Event(encoded: waiting.event)
    guard let founded = event?.content as? VaultFounded,
      let own = founded.members.first(where: { $0.device.id == device }),
      let vault = founded.compartments.first?.epoch.compartment
    else { throw IntegrityFault(.foundingMismatch, at: .vault) }
    try checkRequest(of: own, as: vault, in: reader, of: waiting.header.vault)
    return founded
  }

  /// Stores the rows of a founding, and the founding itself sealed to the second founder.
  func keepWaiting(
    _ draft: FoundingDraft, for other: VerifiedRequest, in storage: any Storage
  ) throws {
    let message = Leaf.signedMessage(header: draft.header.encoded, event: draft.event.span)
    let waiting = WaitingFounding(
      header: draft.header, signature: try held.identity.sign(message),
      event: draft.event)
    let sealed = try waiting.sealed(to: other.keys)
    try storage.writing { transaction in
      try transaction.apply(Commit(position: 0, parts: draft.parts))
      try transaction.setPendingFounding(sealed)
    }
  }
}

/// A founding with one signature, on its way to the second founder.
///
/// `header(102) ‖ signature(64) ‖ event`, in a sealed box to the second founder's device. It is not a
/// leaf yet: a leaf sealed twice, with one signature and with two, would use one nonce for two texts.
struct WaitingFounding {
  let header: LeafHeader
  let signature: Ed25519.Signature
  let event: [UInt8]

  init(header: LeafHeader, signature: Ed25519.Signature, event: [UInt8]) {
    self.header = header
    self.signature = signature
    self.event = event
  }

  func sealed(to other: DevicePublicKeys) throws -> [UInt8] {
    try SealedBox.seal((header.encoded + signature.bytes + event).span, to: other.box)
  }

  init(opening sealed: [UInt8], with identity: borrowing DeviceIdentity) throws {
    // A box for somebody else: this device is not the second founder's.
    guard let bytes = try? identity.openBox(sealed) else { throw NotEnrolled() }
    guard bytes.count > LeafHeader.byteCount + 64 else { throw NotEnrolled() }
    header = try LeafHeader(encoded: bytes)
    signature = try Ed25519.Signature(
      Array(bytes[LeafHeader.byteCount..<LeafHeader.byteCount + 64]))
    event = Array(bytes[(LeafHeader.byteCount + 64)...])
  }
}
