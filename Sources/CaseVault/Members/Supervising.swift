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

  /// Proposes that somebody supervises a member no longer. Throws ``Refusal`` and ``CannotSupervise``.
  @discardableResult
  package func proposeEndOfSupervision(
    of member: MemberID, by supervisor: MemberID
  ) throws -> UInt64 {
    try propose(SupervisionEnded(member, by: supervisor)) { state in
      guard state.supervises(supervisor, member) else { throw CannotSupervise.doesNotSupervise }
      let closed = state.filesClosed(endingSupervisionOf: member, by: supervisor)
      guard closed.isEmpty else {
        throw CannotSupervise.leavesNobody(closed.compactMap { state.files[$0]?.number }.sorted())
      }
      try self.checkIsNotConcerned(by: [member, supervisor], in: state)
    }
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
