/// Entry 0: the vault begins, with its founders, its first compartments and its checkpoint key.
package struct VaultFounded: EventContent {
  package static let code = "vault.founded"

  package let rules: Int
  package let founding: Founding
  package let members: [NewMember]
  /// Vault, oversight and registry, in this order.
  package let compartments: [SealedEpoch]
  /// The Ed25519 public key that checkpoints are signed with.
  package let checkpointKey: ContentHash
  /// Its seed, sealed to the vault compartment.
  package let checkpointSeed: EnvelopeNotice

  package init(
    founding: Founding, members: [NewMember], compartments: [SealedEpoch],
    checkpointKey: ContentHash, checkpointSeed: EnvelopeNotice
  ) {
    rules = VaultState.knownRules
    self.founding = founding
    self.members = members
    self.compartments = compartments
    self.checkpointKey = checkpointKey
    self.checkpointSeed = checkpointSeed
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    rules = try fields.count("rules")
    guard let founding = Founding(bytes: try fields.bytes("founding")) else {
      throw .unknownValue(key: "founding")
    }
    self.founding = founding
    members = try fields.list("members") { (fields) throws(UnexpectedJSON) in
      try NewMember(from: &fields)
    }
    compartments = try fields.list("compartments") { (fields) throws(UnexpectedJSON) in
      try SealedEpoch(from: &fields)
    }
    checkpointKey = try fields.hash("checkpoint-key")
    checkpointSeed = try fields.nested("checkpoint-seed") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append(count: "rules", rules)
    object.append("founding", .string(Hexadecimal.text(of: founding.bytes)))
    object.append(list: "members", members) { $0.write(to: &$1) }
    object.append(list: "compartments", compartments) { $0.write(to: &$1) }
    object.append("checkpoint-key", checkpointKey)
    object.append(nested: "checkpoint-seed") { checkpointSeed.write(to: &$0) }
  }

  /// The founder who uses this device.
  package func founder(using device: DeviceID) -> MemberID? {
    members.first { $0.device.id == device }?.id
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    try check()
    state.preset = founding.preset
    state.quorum = Int(founding.quorum)
    state.rules = rules
    state.checkpointKey = checkpointKey
    state.checkpointSeed = checkpointSeed
    for member in members { state.admit(member, at: entry.at) }
    for compartment in compartments { state.add(compartment, file: nil) }
    state.vaultCompartment = compartments[0].epoch.compartment
    state.oversight = compartments[1].epoch.compartment
    state.registry = compartments[2].epoch.compartment
  }

  /// The founding says who founds; the rest of the entry must say the same.
  private func check() throws(Violation) {
    let expected: [[Role]] = founding.preset == .solo ? [Role.solo] : Role.founders
    guard members.map(\.roles) == expected else { throw .rolesDoNotCombine }
    for member in members { try member.check() }
    let keys = members.map {
      Founding.Founder(signingKey: $0.device.signingKey, boxKey: $0.device.boxKey)
    }
    guard keys == founding.founders else { throw .wrongHolders }
    try checkNothingStandsTwice()
    guard compartments.map(\.epoch.kind) == [.vault, .oversight, .registry],
      compartments.allSatisfy({ $0.epoch.epoch == 1 }), checkpointSeed.version == 1, rules > 0
    else { throw .outOfSequence }
    for compartment in compartments {
      let entitled = members.filter { $0.holds(compartment.epoch.kind) }.map { HolderID($0.id) }
      guard compartment.isSealed(to: entitled) else { throw .wrongHolders }
    }
  }

  /// An agency is founded by two people, so by two devices; and no compartment hides another.
  private func checkNothingStandsTwice() throws(Violation) {
    let devices = members.map(\.device)
    let ids = members.map(\.id) + compartments.map(\.epoch.compartment)
    guard Set(ids).count == ids.count, Set(devices.map(\.id)).count == devices.count,
      Set(devices.map(\.signingKey)).count == devices.count,
      Set(devices.map(\.boxKey)).count == devices.count,
      Set(devices.map(\.locatorKey)).count == devices.count
    else { throw .alreadyExists }
  }
}

extension NewMember {
  fileprivate func holds(_ kind: CompartmentKind) -> Bool {
    roles.contains { $0.holds.contains(kind) }
  }
}
