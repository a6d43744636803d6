import AuditLog
package import Casework
import Keyring

// Access to a part of a case file for a stated time: asked for, given, extended, over.

extension Vault {
  /// Asks for a part of a case file. Throws ``Refusal`` and ``CannotGrant``.
  @discardableResult
  package func requestGrant(
    on file: CaseFileID, terms: GrantTerms, because reason: String
  ) throws -> Grant {
    let reason = try UTF8Text.singleLine(reason, maximumCharacters: Reason.longest)
    return try journal.recording { desk in
      _ = try desk.permit([Act(.askForGrant, on: .file(file))])
      let known = try known(file, in: desk.state)
      try checkTerms(terms, at: desk.at)
      guard !desk.state.isKeeper(member, of: known.compartment) else {
        throw CannotGrant.mayReadAlready
      }
      let waiting = desk.state.grants.first {
        $0.file == file && $0.grantee == member && $0.stage == .requested
          && $0.terms.until > desk.at
      }
      if let waiting { throw CannotGrant.waitsAlready(waiting.number) }
      let sealed = try seal(
        reason: reason, to: deciders(on: file, in: desk) + [member], at: desk)
      let event = GrantRequested(
        file: file, grant: desk.state.grants.count + 1, terms: terms, reason: sealed.notice)
      try desk.append(
        event, storing: Commit.Parts(envelopes: [sealed.stored]),
        spending: try desk.permit(for: event))
      return try granted(event.grant, at: desk)
    }.result
  }

  /// Gives a colleague a part of a case file without having been asked. Throws ``Refusal``, ``NoteRefused``
  /// and ``CannotGrant``.
  @discardableResult
  package func giveGrant(
    on file: CaseFileID, to colleague: MemberID, terms: GrantTerms, because reason: String
  ) throws -> Grant {
    let reason = try UTF8Text.singleLine(reason, maximumCharacters: Reason.longest)
    let chosen = try notesSince(terms, in: file)
    return try giving { desk in
      _ = try desk.permit([Act(.giveGrant, on: .file(file))])
      let sealed = try seal(
        reason: reason, to: deciders(on: file, in: desk) + [colleague], at: desk)
      return try give(
        desk.state.grants.count + 1, on: file, to: colleague, terms, reason: sealed, chosen,
        at: desk)
    }
  }

  /// Refuses what ``giveGrant(on:to:terms:because:)`` would: nobody is asked whether to give what they cannot. As long
  /// as there are no terms yet, only whom it is for is looked at.
  package func checkGrant(
    on file: CaseFileID, to colleague: MemberID, terms: GrantTerms? = nil
  ) throws {
    _ = try journal.recording { desk in
      _ = try desk.permit([Act(.giveGrant, on: .file(file))])
      try check(colleague, for: try known(file, in: desk.state), in: desk.state)
      if let terms { try checkTerms(terms, at: desk.at) }
    }
  }

  /// Answers a request with yes: as it was made, or with another end. Throws ``Refusal`` and ``CannotGrant``.
  @discardableResult
  package func approveGrant(_ number: Int, until: Moment? = nil) throws -> Grant {
    try journal.catchUp()
    guard let request = try state.grant(number) else { throw CannotGrant.noSuchGrant }
    let terms = GrantTerms(
      purpose: request.terms.purpose, until: until ?? request.terms.until,
      scope: request.terms.scope)
    let isReached =
      try Policy.refusal(
        of: Act(.giveGrant, on: .file(request.file)), by: member, in: state, at: now()) == nil
    let chosen = isReached ? try notesSince(terms, in: request.file) : []
    return try giving { desk in
      _ = try desk.permit([Act(.giveGrant, on: .file(request.file))])
      guard desk.state.grant(number)?.stage == .requested else { throw CannotGrant.notWaiting }
      return try give(
        number, on: request.file, to: request.grantee, terms, reason: nil, chosen, at: desk)
    }
  }

  /// Answers a request with no, or takes one's own back. Throws ``Refusal`` and ``CannotGrant``.
  package func declineGrant(_ number: Int) throws {
    _ = try journal.recording { desk in
      guard let request = desk.state.grant(number) else { throw CannotGrant.noSuchGrant }
      let event = GrantDeclined(file: request.file, grant: number)
      let permit = try desk.permit(for: event)
      guard request.stage == .requested else { throw CannotGrant.notWaiting }
      try desk.append(event, spending: permit)
    }
  }

  /// Gives a running grant a later end. Throws ``Refusal`` and ``CannotGrant``.
  @discardableResult
  package func extendGrant(_ number: Int, until: Moment) throws -> Grant {
    try journal.recording { desk in
      guard let grant = desk.state.grant(number) else { throw CannotGrant.noSuchGrant }
      let event = GrantExtended(file: grant.file, grant: number, until: until)
      let permit = try desk.permit(for: event)
      guard grant.isOpen(at: desk.at) else { throw CannotGrant.notRunning }
      guard grant.grantee != member else { throw CannotGrant.toYourself }
      guard until > grant.terms.until else { throw CannotGrant.endIsNoLater(grant.terms.until) }
      try checkEnd(until, at: desk.at)
      try desk.append(event, spending: permit)
      return try granted(number, at: desk)
    }.result
  }

  private func giving(_ give: (Desk) throws -> Int) throws -> Grant {
    let grant = try journal.recording { desk in try granted(give(desk), at: desk) }.result
    // Its secret is the grantee's from here on.
    if let id = grant.given?.compartment, let epoch = try state.compartment(id)?.current {
      keys.keyring.forget(epoch)
    }
    return grant
  }

  private func give(
    _ number: Int, on file: CaseFileID, to colleague: MemberID, _ terms: GrantTerms,
    reason: SealedEnvelope?, _ chosen: [NoteID], at desk: Desk
  ) throws -> Int {
    let known = try known(file, in: desk.state)
    try check(colleague, for: known, in: desk.state)
    try checkTerms(terms, at: desk.at)
    guard let grantee = desk.state.compartment(colleague)?.current else {
      throw CannotGrant.noSuchMember
    }
    let drawn = try keys.keyring.drawWrapped(.grant, for: [grantee], in: id)
    let slots = try slots(
      for: drawn.sealed.epoch, of: known, to: colleague, terms.scope, chosen, at: desk)
    let chunk = try chunk(of: slots, at: desk)
    let event = GrantGiven(
      file: file, grant: number, to: colleague, terms: terms, reason: reason?.notice,
      compartment: drawn.sealed, count: slots.count, chunk: chunk.address)
    let parts = Commit.Parts(
      chunks: [chunk], envelopes: reason.map { [$0.stored] } ?? [], wraps: drawn.wraps)
    try desk.append(event, storing: parts, spending: try desk.permit(for: event))
    return number
  }

  private func granted(_ number: Int, at desk: Desk) throws -> Grant {
    guard let grant = desk.state.grant(number) else { throw CannotGrant.noSuchGrant }
    return grant
  }

  /// Who may answer a request about a file.
  private func deciders(on file: CaseFileID, in desk: Desk) -> [MemberID] {
    let act = Act(.giveGrant, on: .file(file))
    return desk.state.members.keys.sorted().filter {
      Policy.refusal(of: act, by: $0, in: desk.state) == nil
    }
  }
}

// MARK: - What is there already

extension Vault {
  /// The notes about sessions since the day that the terms name, by their headers: recorded first.
  private func notesSince(_ terms: GrantTerms, in file: CaseFileID) throws -> [NoteID] {
    guard case .since(let day) = terms.scope.notes else { return [] }
    return try notes(of: file).filter { $0.header.map { $0.day >= day } ?? false }.map(\.id)
  }

  /// A slot for the client's name, and for the latest version of each note that the grant begins with.
  private func slots(
    for epoch: CompartmentEpoch, of file: CaseFile, to grantee: MemberID,
    _ scope: GrantTerms.Scope, _ chosen: [NoteID], at desk: Desk
  ) throws -> [GrantedSlot] {
    try keys.open(file.compartment, of: desk.state, in: desk.transaction, vault: id)
    let history = try history(of: file, in: desk.transaction)
    let notes = try history.notes(in: scope, chosen, and: grantee)
    var reslotter = try EnvelopeReslotter(vault: ContentHash(id), keyring: keys.keyring)
    return try ([file.record] + notes.map(\.latest.notice)).map { notice in
      let stored = try fetch(notice, from: desk.transaction)
      do {
        return try reslotter.slot(for: epoch, of: stored, as: file.compartment)
      } catch is EnvelopeError {
        throw IntegrityFault(.textDamaged, at: .envelope(notice))
      }
    }
  }
}

extension FileHistory {
  /// What a grant begins with, each with what stands beside it. Throws ``CannotGrant`` for a picked note
  /// that is none of this file's, or of a kind that the grant does not cover.
  fileprivate func notes(
    in scope: GrantTerms.Scope, _ chosen: [NoteID], and grantee: MemberID
  ) throws -> [NoteRecord] {
    let covered = notes.filter { $0.isStanding && scope.kinds.contains($0.kind) }
    var wanted: Set<NoteID> = []
    switch scope.notes {
    case .fromNowOn: break
    case .all: return covered
    case .since: wanted = Set(chosen)
    case .picked(let picked):
      for id in picked where !covered.contains(where: { $0.id == id }) {
        throw CannotGrant.noSuchNote(id)
      }
      wanted = Set(picked)
    }
    // What grantees wrote themselves, under an earlier grant perhaps, they go on reading.
    for note in covered where note.author == grantee { wanted.insert(note.id) }
    return covered.filter { wanted.contains($0.id) || $0.parent.map(wanted.contains) ?? false }
  }
}

extension NoteHeader {
  /// The day of the session where it is said, else that of the writing, both in UTC where no place is known.
  fileprivate var day: CalendarDate { event?.date ?? entered.date(offsetMinutes: 0) }
}

// MARK: - Who, and for how long

extension Vault {
  private func check(
    _ colleague: MemberID, for file: CaseFile, in state: VaultState
  ) throws(CannotGrant) {
    guard colleague != member else { throw .toYourself }
    guard let known = state.members[colleague] else { throw .noSuchMember }
    guard known.reach(of: .readNotes) != nil else { throw .readsNoNotes }
    guard !known.isExposed else { throw .isExposed }
    guard !file.hasConflict(with: colleague) else { throw .hasConflict }
    guard !state.isKeeper(colleague, of: file.compartment) else { throw .readsAlready }
  }

  private func checkTerms(_ terms: GrantTerms, at moment: Moment) throws(CannotGrant) {
    guard terms.scope.kinds.allSatisfy({ $0.compartment == .file }) else { throw .psychotherapy }
    try checkEnd(terms.until, at: moment)
    if case .picked(let notes) = terms.scope.notes {
      guard !notes.isEmpty else { throw .nothingPicked }
      guard notes.count <= GrantTerms.mostNotes else {
        throw .tooManyNotes(most: GrantTerms.mostNotes)
      }
    }
  }

  private func checkEnd(_ end: Moment, at moment: Moment) throws(CannotGrant) {
    guard end > moment else { throw .endIsPast }
    guard GrantTerms.allows(end: end, at: moment) else {
      throw .endTooFar(latest: moment.adding(GrantTerms.longest))
    }
  }
}

/// Why a grant cannot be asked for, given or changed as asked.
package enum CannotGrant: Error, Equatable {
  case noSuchGrant
  case noSuchMember
  /// None of their roles reads notes.
  case readsNoNotes
  case hasConflict
  /// Their own key lies on a revoked device, and they have not exchanged it yet.
  case isExposed
  /// Nobody grants access to themselves.
  case toYourself
  /// They lie under their author's own key, and no basis for sharing them is recorded.
  case psychotherapy
  case endIsPast
  case endTooFar(latest: Moment)
  case endIsNoLater(Moment)
  /// Another of theirs on the same file waits for its answer.
  case waitsAlready(Int)
  /// It was answered, or is no request.
  case notWaiting
  /// It is over, or was never given.
  case notRunning
  case mayReadAlready
  /// The colleague works in the file, or supervises it.
  case readsAlready
  /// No note of this file, or of a kind that the grant does not cover.
  case noSuchNote(NoteID)
  case nothingPicked
  case tooManyNotes(most: Int)
}
