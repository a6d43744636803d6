/// A member leaves: they may do nothing from here on, and are entitled to no key. Takes two people, of whom
/// they are none.
///
/// Files stay assigned to them, so that whoever supervised them can give the files to somebody. A file that
/// nobody else holds does not stand in the way: a leaver who will not hand it over could otherwise never be
/// let go.
package struct MemberOffboarded: ProposableContent {
  package static let code = "member.offboarded"
  package static let power = Power.manageMembers

  package let member: MemberID

  package init(_ member: MemberID) { self.member = member }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    member = try fields.identifier("member")
  }

  package func write(to object: inout JSONObject) { object.append("member", member) }

  package var decision: Act { Act(Self.power, on: .about(member)) }

  package var concerned: [MemberID] { [member] }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func check(in state: VaultState) throws(Violation) {
    guard let known = state.members[member] else { throw .unknownMember }
    guard known.left == nil else { throw .notInForce }
    guard state.canBeManaged(without: member), state.keysStay(without: member) else {
      throw .nobodyLeft
    }
  }

  package func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation) {
    try check(in: state)
    guard approval.wraps.isEmpty else { throw .wrongHolders }
    state.dismiss(member, as: entry)
  }
}

extension VaultState {
  /// Whether those who stay can go on enrolling, and letting go: without this member there are still as many
  /// as such an act takes.
  package func canBeManaged(without leaver: MemberID) -> Bool {
    suffices(members.values.lazy.filter { $0.id != leaver && $0.left == nil })
  }

  /// Whether these are as many as it takes to change who works here.
  func suffices(_ people: some Sequence<Member>) -> Bool {
    let people = people.filter(\.isReachable)
    let able = people.filter { $0.reach(of: .manageMembers) != nil }.map(\.id)
    let standIns = people.filter { $0.roles.contains(where: \.standsIn) }.map(\.id)
    let count = able.count
    guard quorum > 1, count < quorum else { return count >= quorum }
    return Set(able).union(standIns).count >= quorum
  }

  /// Whether vault, oversight and registry are each held by somebody else who is entitled to them: what lies
  /// under the key of one who has left, nobody could ever open again.
  package func keysStay(without leaver: MemberID) -> Bool {
    compartmentsHeldAlone(by: leaver).isEmpty
  }

  /// Those of the three that nobody else holds who is entitled to them.
  package func compartmentsHeldAlone(by member: MemberID) -> [CompartmentKind] {
    sharedCompartments.compactMap { id in
      guard let known = compartments[id], known.isHeld(by: member) else { return nil }
      let hasOther = known.holders.contains {
        $0 != HolderID(member) && isEntitled($0, to: id) && !isRecoveryKey($0)
      }
      return hasOther ? nil : known.current.kind
    }
  }

  /// Takes every role and every supervision from a member, and everything that waits because of them.
  mutating func dismiss(_ member: MemberID, as entry: EntryFacts) {
    leaveDuty(member)
    members[member]?.roles = []
    members[member]?.left = entry.at
    members[member]?.isExposed = false
    // What only they hold, nobody can exchange.
    exposed = exposed.filter { people(holding: $0) != [HolderID(member)] }
    var touched: Set<MemberID> = [member]
    for other in members.values where other.supervisors.contains(member) {
      members[other.id]?.supervisors.removeAll { $0 == member }
      touched.insert(other.id)
    }
    // Nobody could approve what they proposed, and what was proposed about them is past.
    proposals = proposals.filter { _, waiting in
      waiting.by != member && !waiting.content.concerned.contains(member)
    }
    settleShared()
    settle(member)
    for process in files.values.compactMap({ $0.processes[member] }) { settle(process) }
    for file in files.values where file.assigned.contains(where: touched.contains) {
      settle(file.compartment)
      closeGroundlessGrants(on: file.id)
    }
    closeGrants(of: member)
    // Also where nobody is on duty any more: what the leaver could open by that key is to be exchanged.
    settleEmergencies()
    noteChange(ofOfficer: member, as: entry)
  }

  /// Whoever leaves is on duty no more. Where they hold the emergency compartment, the files that it opens are
  /// exchanged as what they held themselves is; one that they alone held is given up.
  private mutating func leaveDuty(_ member: MemberID) {
    closeEmergencies(of: member)
    roster.removeAll { $0 == member }
    guard let id = emergency, compartments[id]?.isHeld(by: member) == true else { return }
    exposeFilesOfEmergencies()
    guard roster.isEmpty else { return }
    emergency = nil
    exposed.remove(id)
    unsettled.remove(id)
  }
}
