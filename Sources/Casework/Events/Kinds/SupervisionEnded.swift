/// A supervisor answers for a member's work no longer. Takes two people.
package struct SupervisionEnded: ProposableContent {
  package static let code = "supervision.ended"
  package static let power = Power.manageMembers

  package let member: MemberID
  package let supervisor: MemberID

  package init(of member: MemberID, by supervisor: MemberID) {
    self.member = member
    self.supervisor = supervisor
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    member = try fields.identifier("member")
    supervisor = try fields.identifier("supervisor")
  }

  package func write(to object: inout JSONObject) {
    object.append("member", member)
    object.append("supervisor", supervisor)
  }

  package var concerned: [MemberID] { [member, supervisor] }

  package func check(in state: VaultState) throws(Violation) {
    guard state.supervises(supervisor, member) else { throw .notInForce }
  }

  package func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation) {
    try check(in: state)
    guard approval.wraps.isEmpty else { throw .wrongHolders }
    state.members[member]?.supervisors.removeAll { $0 == supervisor }
    state.settleFiles(of: member)
  }
}
