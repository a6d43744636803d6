package import Casework
import Keyring

// The register of conflicts: who is kept from a case file because of a tie to the client besides the work.
// It beats assignment and supervision, and takes away a key that is held already.

/// A conflict as the register shows it.
package struct DeclaredConflict: Sendable {
  package let file: CaseFileID
  package let client: ClientNumber?
  package let member: MemberID
  package let declaredBy: MemberID
  package let at: Moment
  /// What was said of it; nil where nothing was, where this member may not read it, and where it cannot be
  /// opened, which ``fault`` says.
  package let reason: String?
  package let hasReason: Bool
  package let fault: IntegrityFault?
}

extension Vault {
  /// What it would take away that this member declares a conflict, for them to know before they do. Refuses what
  /// ``declareConflict(of:with:because:)`` would.
  package func effect(
    ofConflictOf other: MemberID, with file: CaseFileID
  ) throws -> ConflictEffect {
    try journal.recording { desk in
      let known = try declarable(of: other, with: file, at: desk)
      do throws(Violation) {
        return try desk.state.effect(ofConflictOf: other, with: known.id)
      } catch .nobodyLeft {
        throw CannotDeclare.nobodyLeft
      } catch {
        throw InadmissibleAct(violation: error)
      }
    }.result
  }

  private func declarable(
    of other: MemberID, with file: CaseFileID, at desk: Desk
  ) throws -> CaseFile {
    _ = try desk.permit([Act(.declareConflict, on: .standing(of: other, to: file))])
    let known = try known(file, in: desk.state)
    guard desk.state.members[other] != nil else { throw CannotDeclare.noSuchMember }
    guard !known.hasConflict(with: other) else { throw CannotDeclare.declaredAlready }
    return known
  }

  /// Keeps a member from a case file from here on. Throws ``Refusal`` and ``CannotDeclare``.
  package func declareConflict(
    of other: MemberID, with file: CaseFileID, because reason: String?
  ) throws {
    let reason = try reason.map { try UTF8Text.singleLine($0, maximumCharacters: Reason.longest) }
    _ = try journal.recording { desk in
      _ = try declarable(of: other, with: file, at: desk)
      let sealed = try reason.map { try seal(reason: $0, at: desk) }
      let event = ConflictDeclared(file: file, of: other, reason: sealed?.notice)
      let permit = try desk.permit(for: event)
      do {
        try desk.append(
          event, storing: Commit.Parts(envelopes: sealed.map { [$0.stored] } ?? []),
          spending: permit)
      } catch let act as InadmissibleAct where act.violation == .nobodyLeft {
        throw CannotDeclare.nobodyLeft
      }
    }
    try settle()
  }

  /// Proposes that a member is kept from a case file no longer. Another member's approval makes it so.
  /// Throws ``Refusal`` and ``CannotDeclare``.
  @discardableResult
  package func proposeClearing(of other: MemberID, with file: CaseFileID) throws -> UInt64 {
    try journal.recording { desk in
      _ = try desk.permit([Act(.clearConflict)])
      let known = try known(file, in: desk.state)
      guard known.hasConflict(with: other) else { throw CannotDeclare.notDeclared }
      guard desk.state.quorum == 1 || other != member else { throw CannotDeclare.concernsYou }
      let event = ActProposed(ConflictCleared(file: file, of: other))
      return try desk.append(event, spending: try desk.permit(for: event)).sequence
    }.result
  }

  /// The register: all of it for whoever may declare for others or read reasons, else one's own part. Reasons
  /// are opened for those who may read them, and recorded first.
  package func conflicts(to destination: Destination) throws -> [DeclaredConflict] {
    try journal.catchUp()
    let state = try state
    let me = state.members[member]
    let seesAll =
      me?.reach(of: .declareConflict) == .everything || me?.reach(of: .readReasons) != nil
    let found = state.files.values.filter { !$0.conflicts.isEmpty }
      .sorted { $0.number < $1.number }
      .flatMap { file in file.conflicts.map { (file, $0) } }
      .filter { seesAll || $0.1.member == member }
    let reasons = try reasons(of: found.compactMap(\.1.reason), to: destination)
    return found.map { file, conflict in
      let reason = conflict.reason.flatMap { reasons[$0.envelope] }
      return DeclaredConflict(
        file: file.id, client: ClientNumber(file.number), member: conflict.member,
        declaredBy: conflict.declaredBy, at: conflict.at, reason: reason?.value,
        hasReason: conflict.reason != nil, fault: reason?.fault)
    }
  }
}

/// Why a conflict cannot be declared or cleared as asked.
package enum CannotDeclare: Error, Equatable {
  case noSuchMember
  case declaredAlready
  case notDeclared
  /// Nobody could open the case file any more.
  case nobodyLeft
  /// Whoever proposes it is the one who is kept from the file.
  case concernsYou
}
