/// A supervisor answers for a member's work from here on, and so reads and writes in that member's case
/// files. Takes two people.
package struct MemberSupervised: SupervisionEvent {
  package static let code = "member.supervised"

  package let member: MemberID
  package let supervisor: MemberID

  package init(_ member: MemberID, by supervisor: MemberID) {
    self.member = member
    self.supervisor = supervisor
  }

  package func check(in state: VaultState) throws(Violation) {
    guard let supervised = state.members[member], let supervisor = state.members[supervisor] else {
      throw .unknownMember
    }
    // Nobody reviews their own work under another role, and none of two the other's.
    guard supervised.doesCasework, supervisor.canSupervise, supervised.id != supervisor.id,
      !supervisor.supervisors.contains(member)
    else { throw .wrongHolders }
    guard !supervised.supervisors.contains(supervisor.id) else { throw .alreadyExists }
  }

  package func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation) {
    try check(in: state)
    guard approval.wraps.isEmpty else { throw .wrongHolders }
    state.members[member]?.supervisors.append(supervisor)
    state.settleFiles(of: member)
  }
}
