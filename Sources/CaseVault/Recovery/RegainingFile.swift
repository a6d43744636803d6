import AuditLog
package import Casework
import Keyring
import Sodium

// A case file that nobody opens any more: the officers' key opens it, and a member gets it who was named when
// it was begun. Nobody's own key comes back.

extension Vault {
  /// Begins to regain a case file for a member. Answers the number under which others contribute.
  /// Throws ``Refusal``, ``CannotRecover``, ``CannotRegain``.
  @discardableResult
  package func startRegaining(
    _ file: CaseFileID, for owner: MemberID, because reason: String
  ) throws -> UInt64 {
    let reason = try UTF8Text.singleLine(reason, maximumCharacters: Reason.longest)
    return try journal.recording { desk in
      _ = try desk.permit([Act(.recover, on: .about(owner))])
      guard let recovery = desk.state.recovery else { throw CannotRecover.notSetUp }
      guard !desk.state.isKeyInDoubt(of: member) else { throw CannotRecover.keyInDoubt([member]) }
      try desk.state.checkCanRegain(file, for: owner, by: member)
      let sealed = try seal(reason: reason, to: recovery.keys.main.officers + [owner], at: desk)
      let event = RecoveryStarted(file: file, for: owner, reason: sealed.notice)
      return try desk.append(
        event, storing: Commit.Parts(envelopes: [sealed.stored]),
        spending: try desk.permit(for: event)
      ).sequence
    }.result
  }

  /// Finishes it: everything is sealed to the next recovery key, and the file's secret to the member.
  func regain(
    _ file: CaseFileID, by start: RecoveryStart, of recovery: RecoveryState,
    with used: [RecoveryKey], at desk: Desk
  ) throws -> FinishedRecovery {
    try desk.state.checkCanRegain(file, for: start.member, by: member)
    guard let own = desk.state.compartment(start.member)?.current,
      let compartment = desk.state.file(file)?.compartment
    else { throw CannotRecover.noSuchMember }
    let next = try makeNextKeys(after: start, of: recovery, at: desk)
    var opened = OpenedByRecovery()
    try sealAnew(
      what: used, opens: start.member, as: own, next: next.keys, only: compartment,
      in: desk.state.assigning(file, to: start.member), at: desk, into: &opened)
    guard !opened.damaged.contains(compartment) else { throw CannotRegain.doesNotOpen }
    let text = try RecoveredKeys(pieces: next.pieces, wraps: opened.handed.added).text()
    let chunk = try recoveryChunk(text, at: desk)
    let made = { (signature: RecoverySignature) in
      FileRegained(
        start: start.link, file: file, to: start.member, next: next.keys,
        pieces: next.pieces.count, wraps: opened.handed.added.count, chunk: chunk.address,
        signature: signature)
    }
    let event = made(
      try keys.keyring.signRecovery(
        try made(.none).statement(), in: ContentHash(id), with: recovery.keys.main.epoch))
    var parts = Commit.Parts(chunks: [chunk], wraps: opened.handed.rows)
    let renewed = Set(parts.wraps.map(\.locator))
    parts.droppedWraps = try used.flatMap { try wraps(sealedTo: $0, in: desk.state) }
      .filter { !renewed.contains($0) }
    let link = try desk.append(event, storing: parts, spending: try desk.permit(for: event))
    return FinishedRecovery(
      entry: link.sequence, member: start.member, file: file, keys: 1, damaged: opened.damaged)
  }
}

/// Why a case file cannot be regained.
package enum CannotRegain: Error, Equatable {
  /// These open it, or could hand it on.
  case isOpened(by: [MemberID])
  /// None of the member's roles comes with work in case files.
  case doesNoCasework
  /// The member is kept from it.
  case hasConflict
  /// Whoever begins is kept from it, and would have its key in hand.
  case officerHasConflict
  /// It was never sealed to the recovery key in force.
  case notSealed
  /// Its wrap for the recovery key is missing, changed, or opens to nothing.
  case doesNotOpen
}

extension VaultState {
  fileprivate func checkCanRegain(
    _ file: CaseFileID, for owner: MemberID, by officer: MemberID
  ) throws {
    guard let known = self.file(file) else { throw CannotRegain.notSealed }
    guard let colleague = members[owner], colleague.left == nil else {
      throw CannotRecover.noSuchMember
    }
    guard colleague.doesCasework else { throw CannotRegain.doesNoCasework }
    guard !known.hasConflict(with: owner) else { throw CannotRegain.hasConflict }
    guard !known.hasConflict(with: officer) else { throw CannotRegain.officerHasConflict }
    let openers = openers(of: known)
    guard openers.isEmpty else { throw CannotRegain.isOpened(by: openers) }
    guard !isKeyInDoubt(of: owner) else { throw CannotRecover.keyInDoubt([owner]) }
    guard let key = recovery?.keys.main, compartment(known.compartment)?.isHeld(by: key.id) == true
    else { throw CannotRegain.notSealed }
  }
}
