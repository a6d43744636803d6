package import Casework

extension Vault {
  /// Proposes that somebody supervises a member's work, and so reads and writes in that member's case files.
  /// Another member's approval makes it so. Throws ``Refusal`` and ``CannotSupervise``.
  @discardableResult
  package func proposeSupervision(of member: MemberID, by supervisor: MemberID) throws -> UInt64 {
    try propose(MemberSupervised(member, by: supervisor)) { state in
      guard let supervised = state.members[member], let known = state.members[supervisor] else {
        throw CannotSupervise.noSuchMember
      }
      guard supervised.doesCasework else { throw CannotSupervise.doesNoCasework }
      guard known.canSupervise else { throw CannotSupervise.isNoSupervisor }
      guard member != supervisor, !known.supervisors.contains(member) else {
        throw CannotSupervise.eachOther
      }
      guard !state.supervises(supervisor, member) else { throw CannotSupervise.supervisesAlready }
      try self.checkIsNotConcerned(by: [member, supervisor], in: state)
    }
  }

  /// Proposes that somebody supervises a member no longer, and gives the numbers of the case files that nobody can
  /// open any more because of it: none, unless these are to be left closed. Throws ``Refusal`` and ``CannotSupervise``.
  @discardableResult
  package func proposeEndOfSupervision(
    of member: MemberID, by supervisor: MemberID, leavingClosed: Bool = false
  ) throws -> (number: UInt64, closes: [Int]) {
    try journal.recording { desk in
      _ = try desk.permit([Act(SupervisionEnded.power)])
      let state = desk.state
      guard state.supervises(supervisor, member) else { throw CannotSupervise.doesNotSupervise }
      let closed = state.numbersClosed(endingSupervisionOf: member, by: supervisor)
      guard leavingClosed || closed.isEmpty else { throw CannotSupervise.leavesNobody(closed) }
      try checkIsNotConcerned(by: [member, supervisor], in: state)
      let event = ActProposed(SupervisionEnded(member, by: supervisor, closing: closed.count))
      let entry = try desk.append(event, spending: try desk.permit(for: event))
      return (entry.sequence, closed)
    }.result
  }

  private func checkIsNotConcerned(by pair: [MemberID], in state: VaultState) throws {
    guard state.quorum == 1 || !pair.contains(member) else { throw CannotSupervise.concernsYou }
  }

  private func propose(
    _ act: some ProposableContent, _ check: (VaultState) throws -> Void
  ) throws -> UInt64 {
    try journal.recording { desk in
      _ = try desk.permit([Act(type(of: act).power)])
      try check(desk.state)
      let event = ActProposed(act)
      return try desk.append(event, spending: try desk.permit(for: event)).sequence
    }.result
  }
}

extension VaultState {
  /// The numbers of the case files that nobody could open any more, in rising order.
  package func numbersClosed(
    endingSupervisionOf member: MemberID, by supervisor: MemberID
  ) -> [Int] {
    filesClosed(endingSupervisionOf: member, by: supervisor).compactMap { files[$0]?.number }
      .sorted()
  }

  /// Refuses to approve what would close other files than it was proposed with.
  func checkIsAsProposed(_ ended: SupervisionEnded, in proposal: Proposal) throws(ClosesOthers) {
    guard ended.closes(in: self) == proposal.closes else { throw ClosesOthers() }
  }
}

/// What an end of supervision would close by now is not what it was proposed with.
package struct ClosesOthers: Error, Equatable {}

/// Why one member cannot supervise another, or not cease to.
package enum CannotSupervise: Error, Equatable {
  case noSuchMember
  /// The one to be supervised works in no case files.
  case doesNoCasework
  /// None of the other's roles comes with others' case files.
  case isNoSupervisor
  /// Nobody reviews their own work, and no two each other's.
  case eachOther
  case supervisesAlready
  case doesNotSupervise
  /// Whoever proposes it is one of the two.
  case concernsYou
  /// Nobody else may work in these clients' files, by their numbers.
  case leavesNobody([Int])
}
