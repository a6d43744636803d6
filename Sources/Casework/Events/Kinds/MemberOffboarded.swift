/// A member leaves: they may do nothing from here on, and are entitled to no key. Takes two people, of whom
/// they are none.
package struct MemberOffboarded: ProposableContent {
  package static let code = "member.offboarded"
  package static let power = Power.manageMembers

  package let member: MemberID

  package init(_ member: MemberID) { self.member = member }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    member = try fields.identifier("member")
  }

  package func write(to object: inout JSONObject) { object.append("member", member) }

  package var concerned: [MemberID] { [member] }

  package func check(in state: VaultState) throws(Violation) {
    guard let known = state.members[member] else { throw .unknownMember }
    guard known.left == nil else { throw .notInForce }
    // Whoever works alone closes the practice instead: nobody else could ever open it again.
    guard state.members.values.contains(where: { $0.id != member && $0.reach(of: Self.power) != nil })
    else { throw .nobodyLeft }
  }

  package func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation) {
    try check(in: state)
    guard approval.wraps.isEmpty else { throw .wrongHolders }
    state.members[member]?.roles = []
    state.members[member]?.left = entry.at
    state.settleShared()
    state.settleFiles(of: member)
    for other in state.members.values where other.supervisors.contains(member) {
      state.settleFiles(of: other.id)
    }
  }
}
