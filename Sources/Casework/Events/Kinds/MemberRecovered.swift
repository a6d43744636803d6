/// A member who lost their key has a new device, and the access that they had. Signed by the recovery key,
/// which may do nothing else and is replaced by this very entry.
///
/// By officers it names the recovery that they began; by the sheets of a practice it names none, and is
/// signed by the new device itself: nobody else is there.
package struct MemberRecovered: EventContent {
  package static let code = "member.recovered"

  package let start: Link?
  package let device: Device
  /// The next epoch of the member's own compartment, for the new device alone. Whoever has an old device of
  /// theirs has no part in it, and what was sealed under the epoch before stays where that device is.
  package let compartment: SealedEpoch
  /// The next recovery keys; nil where the sheets were used, and new ones are still to be made.
  package let next: RecoveryKeys?
  /// How many pieces and wraps the chunk lists (``RecoveredKeys``).
  package let pieces: Int
  package let wraps: Int
  package let chunk: ContentHash
  /// By the recovery key, over everything above.
  package let signature: RecoverySignature

  package init(
    start: Link?, device: Device, compartment: SealedEpoch, next: RecoveryKeys?, pieces: Int,
    wraps: Int, chunk: ContentHash, signature: RecoverySignature
  ) {
    self.start = start
    self.device = device
    self.compartment = compartment
    self.next = next
    self.pieces = pieces
    self.wraps = wraps
    self.chunk = chunk
    self.signature = signature
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    start = fields.isNext("start") ? try fields.link("start") : nil
    let compartment = try fields.nested("compartment") { (fields) throws(UnexpectedJSON) in
      try SealedEpoch(from: &fields)
    }
    self.compartment = compartment
    device = try fields.nested("device") { (fields) throws(UnexpectedJSON) in
      try Device(of: compartment.epoch.compartment, from: &fields)
    }
    next =
      fields.isNext("next")
      ? try fields.nested("next") { (fields) throws(UnexpectedJSON) in
        try RecoveryKeys(from: &fields)
      } : nil
    pieces = try fields.count("pieces")
    wraps = try fields.count("wraps")
    chunk = try fields.hash("chunk")
    signature = try RecoverySignature(from: &fields)
  }

  package func write(to object: inout JSONObject) {
    writeStatement(to: &object)
    signature.write(to: &object)
  }

  private func writeStatement(to object: inout JSONObject) {
    if let start { object.append("start", start) }
    object.append(nested: "compartment") { compartment.write(to: &$0) }
    object.append(nested: "device") { device.write(to: &$0) }
    if let next { object.append(nested: "next") { next.write(to: &$0) } }
    object.append(count: "pieces", pieces)
    object.append(count: "wraps", wraps)
    object.append("chunk", chunk)
  }

  /// What the recovery key signs, behind its label and the vault's id.
  package func statement() throws(InvalidJSON) -> [UInt8] {
    var object = JSONObject()
    writeStatement(to: &object)
    return try StrictJSON.write(object)
  }

  package var member: MemberID { device.member }

  package var manifest: ContentHash? { chunk }

  package func takesAway(in state: VaultState) -> Bool { true }

  package var publicKeys: NamedPublicKeys? {
    var keys = next?.publicKeys ?? NamedPublicKeys()
    keys.signing.append(device.signingKey)
    keys.box += [device.boxKey, compartment.epoch.publicKey]
    return keys
  }

  /// By the sheets policy is not asked: who has both is whoever the practice gave them to.
  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    start == nil ? [] : [Act(.recover, on: .about(member))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let keys = try RecoveredKeys(text: entry.manifest.text)
    guard keys.pieces.count == pieces, keys.wraps.count == wraps else { throw .badManifest }
    try checkStart(by: entry, in: state)
    try state.checkCanBeRecovered(with: device)
    try checkCompartment(in: state)
    try checkNext(keys.pieces, in: state)
    try state.recover(self, sealing: keys.wraps, as: entry)
  }

  private func checkStart(by entry: EntryFacts, in state: VaultState) throws(Violation) {
    guard let recovery = state.recovery else { throw .unknownRecovery }
    guard let start else {
      guard recovery.isOnSheets, entry.device == device.id, next == nil else { throw .misplaced }
      // Whoever has the sheets is the practitioner, and nobody else who was let in beside them.
      guard state.practitioner == member else { throw .unknownMember }
      return
    }
    let begun = try state.recovery(begunBy: start)
    guard begun.by == entry.member, begun.aim == .device(device), !begun.hasLapsed(at: entry.at)
    else {
      throw .notApprovable
    }
    for purpose in begun.purposes {
      guard begun.hasQuorum(of: purpose, in: state) else { throw .tooFewOfficers }
    }
  }

  private func checkCompartment(in state: VaultState) throws(Violation) {
    guard let own = state.compartments[member]?.current, compartment.epoch.kind == .member,
      compartment.epoch.epoch.follows(own.epoch)
    else { throw .outOfSequence }
    guard compartment.isSealed(to: [HolderID(device.id)]) else { throw .wrongHolders }
  }

  private func checkNext(_ pieces: [SealedPiece], in state: VaultState) throws(Violation) {
    guard let next else {
      guard start == nil, pieces.isEmpty else { throw .misplaced }
      return
    }
    guard let start else { throw .misplaced }
    try state.check(
      next, succeedingWith: pieces, of: try state.recovery(begunBy: start).purposes,
      recovering: compartment.epoch)
  }
}

/// Sixty-four bytes of Ed25519, which this room cannot judge.
package struct RecoverySignature: Sendable, Hashable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    bytes = try fields.bytes("signature")
    guard bytes.count == 64 else { throw .unknownValue(key: "signature") }
  }

  func write(to object: inout JSONObject) {
    object.append("signature", .string(Hexadecimal.text(of: bytes)))
  }
}
