/// A supervisor answers for a member's work no longer. Takes two people.
///
/// Files that somebody who has left would leave behind with nobody are given to a colleague first. A supervisor who
/// will not could keep them by that, and all else that the one left: so the entry can say how many it closes.
package struct SupervisionEnded: SupervisionEvent {
  package static let code = "supervision.ended"

  package let member: MemberID
  package let supervisor: MemberID
  /// How many case files nobody can open any more because of it.
  package let closing: Int

  package init(_ member: MemberID, by supervisor: MemberID) {
    self.init(member, by: supervisor, closing: 0)
  }

  package init(_ member: MemberID, by supervisor: MemberID, closing: Int) {
    (self.member, self.supervisor, self.closing) = (member, supervisor, closing)
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    member = try fields.identifier("member")
    supervisor = try fields.identifier("supervisor")
    let closesAnything = fields.isNext("closes")
    closing = closesAnything ? try fields.count("closes") : 0
    // One way to say nothing: two would be two encodings of one event.
    guard closesAnything == (closing > 0) else { throw .unknownValue(key: "closes") }
  }

  package func write(to object: inout JSONObject) {
    object.append("member", member)
    object.append("supervisor", supervisor)
    if closing > 0 { object.append(count: "closes", closing) }
  }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func check(in state: VaultState) throws(Violation) {
    guard state.supervises(supervisor, member) else { throw .notInForce }
    guard closing == closes(in: state).count else { throw .nobodyLeft }
  }

  package func closes(in state: VaultState) -> [CompartmentID] {
    state.filesClosed(endingSupervisionOf: member, by: supervisor)
      .compactMap { state.files[$0]?.compartment }.sorted()
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
