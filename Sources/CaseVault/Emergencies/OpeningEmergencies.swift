import AuditLog
package import Casework
import Keyring

// Access to a case file because somebody is in danger: recorded first, for hours, looked at by somebody else.

extension Vault {
  /// Opens a case file in an emergency. Nobody is asked; everybody concerned is told. Throws ``Refusal`` and
  /// ``CannotOpenEmergency``.
  @discardableResult
  package func openEmergency(
    on file: CaseFileID, for safety: SafetyReason, lasting span: TimeSpan, because reason: String
  ) throws -> Emergency {
    let reason = try UTF8Text.singleLine(reason, maximumCharacters: Reason.longest)
    return try journal.recording { desk -> Emergency in
      let known = try self.known(file, in: desk.state)
      guard !desk.state.readers(of: known).contains(member) else {
        throw CannotOpenEmergency.mayReadAlready
      }
      _ = try desk.permit([Act(.openEmergency, on: .file(file))])
      guard span > TimeSpan(milliseconds: 0) else { throw CannotOpenEmergency.endIsPast }
      guard span <= Emergency.longest else { throw CannotOpenEmergency.tooLong }
      guard desk.state.members[member]?.isExposed == false else {
        throw CannotOpenEmergency.isExposed
      }
      if let open = desk.state.openEmergency(of: member, on: file, at: nil) {
        throw CannotOpenEmergency.isOpenAlready(open.number)
      }
      let sealed = try seal(reason: reason, forReviewOf: file, by: member, at: desk)
      let event = EmergencyOpened(
        file: file, emergency: desk.state.emergencies.count + 1, safety: safety,
        until: desk.at.adding(span), reason: sealed.notice)
      try desk.append(
        event, storing: Commit.Parts(envelopes: [sealed.stored]),
        spending: try desk.permit(for: event))
      return try emergency(event.emergency, in: desk.state)
    }.result
  }

  /// Ends an emergency: one's own, or somebody else's by whoever works in the file, supervises or answers for privacy. Throws ``Refusal`` and
  /// ``CannotOpenEmergency``.
  package func closeEmergency(_ number: Int) throws {
    _ = try journal.recording { desk in
      let known = try emergency(number, in: desk.state)
      let event = EmergencyEnded(
        file: known.file, emergency: number,
        cause: known.opener == member ? .closed : .revoked)
      let permit = try desk.permit(for: event)
      if case .ended = known.stage { throw CannotOpenEmergency.isClosed }
      try desk.append(event, spending: permit)
    }
    try forgetFileOf(number)
    try settle()
  }

  /// Puts down the end of every emergency whose time has come: whoever comes first does. Answers their numbers.
  @discardableResult
  package func endDueEmergencies() throws -> [Int] {
    let ahead = Set(try emergenciesAhead())
    guard try !ahead.isEmpty || !state.emergenciesToEnd(at: now()).isEmpty else { return [] }
    do {
      let ended = try journal.recording { desk in
        let due = desk.state.emergenciesToEnd(at: desk.at)
        // Somebody may have been quicker.
        let early = desk.state.emergencies.filter {
          ahead.contains($0.number) && $0.stage == .open && $0.isAhead(of: desk.at)
        }
        return try (due + early).map { known in
          let event = EmergencyEnded(file: known.file, emergency: known.number, cause: .expired)
          try desk.append(event, spending: try desk.permit(for: event))
          return known.number
        }
      }.result
      for number in ended { try forgetFileOf(number) }
      return ended
    } catch is StorageError {
      return []
    }
  }

  /// Emergencies that were opened at a time that is still to come, by this machine's clock and by the word of
  /// somebody else since: a single clock that is behind is to take no access at night from anybody.
  private func emergenciesAhead() throws -> [Int] {
    let (state, now) = (try state, now())
    return try state.emergencies.filter { $0.stage == .open && $0.isAhead(of: now) }
      .filter { known in
        try state.stepsBack.reversed().prefix { $0 > known.since }.contains { position in
          let entry = try storedEntry(at: position)
          return entry.member != known.opener && entry.member != member
            && known.isAhead(of: entry.event.at)
        }
      }.map(\.number)
  }

  /// Says what was found of an emergency that is over. Throws ``Refusal`` and ``CannotOpenEmergency``.
  package func reviewEmergency(
    _ number: Int, finding: EmergencyFinding, saying comment: String
  ) throws {
    let comment = try UTF8Text.singleLine(comment, maximumCharacters: Reason.longest)
    _ = try journal.recording { desk in
      let known = try emergency(number, in: desk.state)
      _ = try desk.permit([Act(.reviewEmergency, on: .emergency(known.file, by: known.opener))])
      guard !known.isOpen(at: desk.at) else { throw CannotOpenEmergency.isOpen }
      guard known.review == nil else { throw CannotOpenEmergency.isReviewed }
      // Nobody has put down yet that its time has come.
      if known.stage == .open {
        let ended = EmergencyEnded(file: known.file, emergency: number, cause: .expired)
        try desk.append(ended, spending: try desk.permit(for: ended))
      }
      let sealed = try seal(
        reason: comment, forReviewOf: known.file, by: known.opener, at: desk)
      let event = EmergencyReviewed(
        file: known.file, emergency: number, finding: finding, comment: sealed.notice)
      try desk.append(
        event, storing: Commit.Parts(envelopes: [sealed.stored]),
        spending: try desk.permit(for: event))
    }
  }

  func emergency(
    _ number: Int, in state: VaultState
  ) throws(CannotOpenEmergency) -> Emergency {
    guard let known = state.emergency(number) else { throw .noSuchEmergency }
    return known
  }

  /// To auditors and privacy officers by oversight, to supervisors who may review it, and to the opener.
  private func seal(
    reason: String, forReviewOf file: CaseFileID, by opener: MemberID, at desk: Desk
  ) throws -> SealedEnvelope {
    let act = Act(.reviewEmergency, on: .emergency(file, by: opener))
    let reviewers = desk.state.members.values.filter {
      $0.reach(of: .readReasons) == nil
        && Policy.refusal(of: act, by: $0.id, in: desk.state) == nil
    }.map(\.id)
    return try seal(reason: reason, to: reviewers + [opener], at: desk)
  }

  /// What an emergency opened is no more to be used by this program.
  private func forgetFileOf(_ number: Int) throws {
    guard let known = try state.emergency(number), known.opener == member,
      let file = try state.file(known.file), try !state.readers(of: file).contains(member)
    else { return }
    keys.keyring.forget(file.compartment)
  }
}

/// Why an emergency cannot be opened, closed or reviewed as asked.
package enum CannotOpenEmergency: Error, Equatable {
  case noSuchEmergency
  case mayReadAlready
  case isOpenAlready(Int)
  case endIsPast
  /// More than ``Emergency/longest``.
  case tooLong
  /// Their own key lies on a revoked device, and they have not exchanged it yet.
  case isExposed
  case isClosed
  /// It is to be closed before it is reviewed.
  case isOpen
  case isReviewed
}
