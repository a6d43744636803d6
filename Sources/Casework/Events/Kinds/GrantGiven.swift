/// A supervisor gives a colleague a part of a case file for a while, asked for or not.
///
/// The grant is a compartment of its own, held by the grantee, so that the key given opens no more than the
/// grant does. A chunk lists the slots for what is there already.
package struct GrantGiven: EventContent {
  package static let code = "grant.given"

  package let file: CaseFileID
  package let grant: Int
  package let member: MemberID
  package let terms: GrantTerms
  /// Why, for a grant that nobody asked for; else the request says it.
  package let reason: EnvelopeNotice?
  package let compartment: SealedEpoch
  /// How many slots the chunk lists.
  package let count: Int
  package let chunk: ContentHash

  package init(
    file: CaseFileID, grant: Int, to member: MemberID, terms: GrantTerms,
    reason: EnvelopeNotice?, compartment: SealedEpoch, count: Int, chunk: ContentHash
  ) {
    self.file = file
    self.grant = grant
    self.member = member
    self.terms = terms
    self.reason = reason
    self.compartment = compartment
    self.count = count
    self.chunk = chunk
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    grant = try fields.count("grant")
    member = try fields.identifier("member")
    terms = try GrantTerms(from: &fields)
    reason =
      fields.isNext("reason")
      ? try fields.nested("reason") { (fields) throws(UnexpectedJSON) in
        try EnvelopeNotice(from: &fields)
      } : nil
    compartment = try fields.nested("compartment") { (fields) throws(UnexpectedJSON) in
      try SealedEpoch(from: &fields)
    }
    count = try fields.count("count")
    chunk = try fields.hash("chunk")
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append(count: "grant", grant)
    object.append("member", member)
    terms.write(to: &object)
    if let reason { object.append(nested: "reason") { reason.write(to: &$0) } }
    object.append(nested: "compartment") { compartment.write(to: &$0) }
    object.append(count: "count", count)
    object.append("chunk", chunk)
  }

  package var manifest: ContentHash? { chunk }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.giveGrant, on: .file(file))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    // Nobody gives themselves access, whatever else they are.
    guard member != entry.member else { throw .refused(.ownRequest) }
    try state.checkCanBeGranted(file, to: member)
    try terms.check(at: entry.at)
    try checkCompartment(in: state)
    guard try GrantedSlots.slots(in: entry.manifest.text).count == count else {
      throw .badManifest
    }
    try checkRequest(in: state)
    if let reason {
      state.add(
        Grant(
          number: grant, file: file, grantee: member, terms: terms, reason: reason, at: entry.at,
          stage: .requested))
    }
    state.add(compartment, file: file)
    state.run(
      grant,
      as: GivenGrant(
        by: entry.member, at: entry.at, compartment: compartment.epoch.compartment,
        chunks: [chunk], slots: count), on: terms)
  }

  private func checkCompartment(in state: VaultState) throws(Violation) {
    guard state.compartments[compartment.epoch.compartment] == nil else { throw .alreadyExists }
    guard compartment.epoch.kind == .grant, compartment.epoch.epoch == 1 else {
      throw .outOfSequence
    }
    guard compartment.isSealed(to: [HolderID(member)]) else { throw .wrongHolders }
  }

  private func checkRequest(in state: VaultState) throws(Violation) {
    if let reason {
      guard grant == state.grants.count + 1, reason.version == 1 else { throw .outOfSequence }
      return
    }
    guard let request = state.grant(grant) else { throw .unknownGrant }
    guard request.stage == .requested else { throw .notInForce }
    guard request.file == file, request.grantee == member else { throw .wrongHolders }
  }
}

extension VaultState {
  /// Refuses somebody who is not here, whose roles read no notes, who is kept from the file, or whose own key
  /// lies on a revoked device.
  func checkCanBeGranted(_ file: CaseFileID, to member: MemberID) throws(Violation) {
    guard let known = members[member] else { throw .unknownMember }
    guard known.reach(of: .readNotes) != nil, !known.isExposed,
      files[file]?.hasConflict(with: member) == false
    else { throw .wrongHolders }
  }
}
