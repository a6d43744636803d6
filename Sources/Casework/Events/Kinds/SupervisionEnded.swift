/// A supervisor answers for a member's work no longer. Takes two people.
///
/// Files that somebody who has left would leave behind with nobody are given to a colleague first.
package struct SupervisionEnded: SupervisionEvent {
  package static let code = "supervision.ended"

  package let member: MemberID
  package let supervisor: MemberID

  package init(_ member: MemberID, by supervisor: MemberID) {
    self.member = member
    self.supervisor = supervisor
  }

  package func check(in state: VaultState) throws(Violation) {
    guard state.supervises(supervisor, member) else { throw .notInForce }
    guard state.filesClosed(endingSupervisionOf: member, by: supervisor).isEmpty else {
      throw .nobodyLeft
    }
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
