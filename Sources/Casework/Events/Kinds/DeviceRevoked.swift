/// A device of a member's counts no more: it was stolen, or is used no longer. The member says so from another
/// device, or two others do.
///
/// Whoever has it has the key of the member's own compartment, and of all that was sealed to the member. So
/// nothing but the vault's key, without which they could write nothing, is sealed to the member until they have
/// exchanged their own, and everything they held is exchanged.
///
/// Nobody revokes their own last device. Two others revoke somebody's last one where the recovery officers can bring
/// that one back: a thief who was the first to revoke would else be the owner from then on.
package struct DeviceRevoked: ProposableContent {
  package static let code = "device.revoked"
  package static let power = Power.manageMembers

  package let member: MemberID
  package let device: DeviceID

  package init(_ device: DeviceID, of member: MemberID) {
    self.device = device
    self.member = member
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    member = try fields.identifier("member")
    device = try fields.identifier("device")
  }

  package func write(to object: inout JSONObject) {
    object.append("member", member)
    object.append("device", device)
  }

  package var decision: Act { Act(Self.power, on: .about(member)) }

  package var concerned: [MemberID] { [member] }

  package func takesAway(in state: VaultState) -> Bool { true }

  /// Of one's own device nobody else is asked.
  package func acts(by signer: MemberID, in state: VaultState) throws(Violation) -> [Act] {
    try check(in: state)
    return [signer == member ? Act(.takePart) : decision]
  }

  package func check(in state: VaultState) throws(Violation) {
    guard let known = state.members[member], known.left == nil else { throw .unknownMember }
    guard known.devices.contains(device) else { throw .notInForce }
    guard known.devices.count > 1 || state.canBeWithoutDevice(member) else { throw .nobodyLeft }
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard entry.member == member else { throw .misplaced }
    guard state.members[member].map({ $0.devices.count > 1 }) ?? false else { throw .nobodyLeft }
    state.revoke(device, of: member, as: entry)
  }

  package func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation) {
    try check(in: state)
    guard approval.wraps.isEmpty else { throw .wrongHolders }
    state.revoke(device, of: member, as: entry)
  }
}

extension VaultState {
  /// Whether a member can go without any device until the recovery officers have given them another: there are as
  /// many of these besides, and whoever decides on members, and the keys that come with roles are others' too.
  package func canBeWithoutDevice(_ member: MemberID) -> Bool {
    guard quorum > 1, let key = recovery?.keys.main else { return false }
    let officers = key.officers.filter { $0 != member && (members[$0]?.isReachable ?? false) }
    return officers.count >= key.quorum && canBeManaged(without: member)
      && keysStay(without: member)
  }

  /// Whether somebody has a wrap of it whose own key lies on a revoked device.
  package func isHeldByExposed(_ id: CompartmentID) -> Bool {
    compartments[id]?.holders.contains { members[$0.member]?.isExposed ?? false } ?? false
  }

  mutating func revoke(
    _ device: DeviceID, of member: MemberID, as entry: EntryFacts
  ) {
    members[member]?.devices.removeAll { $0 == device }
    members[member]?.isExposed = true
    // A grant has one secret, which the device has as well: what was granted to the member is over.
    closeGrants(of: member)
    closeEmergencies(of: member)
    // Nor is what the device can open by the emergency compartment its owner's alone.
    if let id = emergency, compartments[id]?.isHeld(by: member) == true {
      exposeFilesOfEmergencies()
    }
    noteChange(ofOfficer: member, as: entry)
    let held = compartments.values
      .filter { $0.current.kind != .grant && $0.isHeld(by: member) }.map(\.current.compartment)
    exposed.formUnion(held)
    settle(member)
    for compartment in held { settle(compartment) }
    if !roster.isEmpty { settleEmergencies() }
    // What they waited for they are entitled to no longer.
    settleWhatComes(to: member)
  }

  /// The member has exchanged their own key: what is sealed to them is theirs alone again.
  mutating func endExposure(of member: MemberID) {
    guard members[member]?.isExposed == true else { return }
    members[member]?.isExposed = false
    for id in exposed { settle(id) }
    if !roster.isEmpty { settleEmergencies() }
    settleWhatComes(to: member)
  }

  /// Looks anew at what a member is entitled to, held or not.
  private mutating func settleWhatComes(to member: MemberID) {
    settleShared()
    settleFiles(of: member)
    for other in members.values where other.supervisors.contains(member) {
      settleFiles(of: other.id)
    }
  }
}
