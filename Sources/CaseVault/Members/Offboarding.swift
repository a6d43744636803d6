package import Casework

extension Vault {
  /// Proposes that a member leaves. Another member's approval makes it so. Throws ``Refusal`` and
  /// ``CannotOffboard``; also where case files would be open to nobody any more, unless that is accepted.
  @discardableResult
  package func proposeOffboarding(
    of leaver: MemberID, leavingClosed: Bool = false
  ) throws -> UInt64 {
    try journal.recording { desk in
      let act = MemberOffboarded(leaver)
      _ = try desk.permit([act.decision])
      try desk.state.checkCanLeave(leaver, as: member)
      let closed = desk.state.filesHeldAlone(by: leaver)
      guard leavingClosed || closed.isEmpty else { throw CannotOffboard.closesFiles(closed) }
      let event = ActProposed(act)
      return try desk.append(event, spending: try desk.permit(for: event)).sequence
    }.result
  }
}

/// Why somebody cannot be said to leave.
package enum CannotOffboard: Error, Equatable {
  case noSuchMember
  case leftAlready
  /// It waits for approval under this number.
  case proposedAlready(UInt64)
  /// Nobody affected counts: two others say it.
  case concernsYou
  /// A practice of one.
  case worksAlone
  /// Fewer would stay than it takes to enrol somebody.
  case tooFewStay
  /// Nobody who stays holds the key of this kind.
  case holdsAlone(CompartmentKind)
  /// Nobody who stays holds the keys of these files.
  case closesFiles([ClientNumber])
}

extension VaultState {
  fileprivate func checkCanLeave(
    _ leaver: MemberID, as proposer: MemberID
  ) throws(CannotOffboard) {
    guard let known = members[leaver] else { throw .noSuchMember }
    guard known.left == nil else { throw .leftAlready }
    guard members.values.contains(where: { $0.id != leaver && $0.left == nil }) else {
      throw .worksAlone
    }
    guard quorum == 1 || leaver != proposer else { throw .concernsYou }
    let waiting = proposals.values.first { ($0.content as? MemberOffboarded)?.member == leaver }
    // A lapsed one stands in nobody's way.
    if let waiting, let latest = latestClaim,
      latest <= waiting.at.adding(Proposal.lapsesAfter)
    {
      throw .proposedAlready(waiting.link.sequence)
    }
    guard canBeManaged(without: leaver) else { throw .tooFewStay }
    if let kind = compartmentsHeldAlone(by: leaver).first { throw .holdsAlone(kind) }
  }

  /// Case files that this member can open, and nobody else who will be entitled to: with them goes the key.
  func filesHeldAlone(by member: MemberID) -> [ClientNumber] {
    numbers(
      of: files.values.filter { file in
        guard let known = compartment(file.compartment), known.isHeld(by: member) else {
          return false
        }
        let entitled = people(entitledTo: file.compartment)
        return !known.holders.contains { $0 != HolderID(member) && entitled.contains($0) }
      })
  }

  /// Keys that somebody who left has still, and that a colleague will exchange.
  package func keysStillHeld(by leaver: MemberID) -> Int {
    unsettled.count { !isClosed($0) && compartment($0)?.isHeld(by: leaver) == true }
  }

  func numbers(of files: [CaseFile]) -> [ClientNumber] {
    files.map(\.number).sorted().compactMap { ClientNumber($0) }
  }
}
