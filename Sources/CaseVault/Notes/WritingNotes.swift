import AuditLog
package import Casework
import Keyring
import Sodium

// The way of a written note (design §4): validated note, writer's lock, log's tail, permit, seal,
// append with the permit spent, commit.

extension Vault {
  /// Refuses what this member may not do now, and records the refusal, as the doing itself would.
  ///
  /// For whoever is about to type a note: what comes afterwards is decided again, but nobody should
  /// learn only then that there is no place for it.
  package func check(_ acts: [Act]) throws {
    _ = try journal.recording { desk in _ = try desk.permit(acts) }
  }

  /// Keeps a validated note as a draft in a case file, and names it.
  @discardableResult
  package func write(_ note: Note, in file: CaseFileID) throws -> NoteID {
    let id = try journal.recording { desk in
      let place = try place(for: note.kind, in: file, at: desk)
      let permit = try desk.permit([Act.write(note.kind, by: member, in: file)])
      let known = try known(file, in: desk.state)
      let grants = grants(for: note.kind, on: known, at: desk)
      let sealed = try seal(note, in: place, granting: epochs(of: grants, at: desk))
      let event = NoteStored(
        file: file, after: known.head, kind: note.kind, note: sealed.notice)
      try desk.append(event, storing: Commit.Parts(envelopes: [sealed.stored]), spending: permit)
      try supply(sealed, to: grants, at: desk)
      return sealed.stored.id
    }.result
    // A program that stays open for long learns here that a key is due; the note goes with the others.
    try settle(ofFile: file)
    return id
  }

  /// Keeps the next version of a draft.
  package func revise(_ id: NoteID, to note: Note) throws {
    _ = try journal.recording { desk in
      let found = try draft(id, at: desk)
      guard found.record.kind == note.kind else { throw NoteRefused.otherKind }
      let place = try place(for: note.kind, in: found.file.id, at: desk)
      let permit = try desk.permit([Act.write(note.kind, by: member, in: found.file.id)])
      let latest = found.record.latest.notice
      let grants = grants(for: note.kind, note: id, on: found.file, at: desk)
      let sealed = try seal(
        note, in: place, addendumTo: found.record.parent, after: latest,
        granting: epochs(of: grants, at: desk))
      let event = NoteStored(
        file: found.file.id, after: found.file.head, kind: note.kind, note: sealed.notice)
      try desk.append(event, storing: Commit.Parts(envelopes: [sealed.stored]), spending: permit)
      try supply(sealed, to: grants, at: desk)
    }
  }

  /// What signing a note of a kind in a file is for this member: all of it, or half of two signatures.
  package func signing(_ kind: NoteKind, in file: CaseFileID) throws -> Act {
    let signsAlone = try state.members[member]?.signsAlone ?? true
    return Act(
      signsAlone ? .signNotes : .submitNotes, on: .notes(of: kind, by: member, in: file))
  }

  /// Locks a draft for good; one of a trainee's waits for a supervisor's signature beside theirs. Answers
  /// whether it is locked.
  @discardableResult
  package func sign(_ id: NoteID) throws -> Bool {
    try journal.recording { desk in
      let found = try draft(id, at: desk)
      guard found.record.status == .draft else { throw NoteRefused.submittedAlready }
      let latest = found.record.latest.notice
      let locks = desk.state.members[member]?.signsAlone ?? true
      let event: any EventContent =
        locks
        ? NoteSigned(
          file: found.file.id, after: found.file.head, kind: found.record.kind, note: id,
          version: latest.version, hash: latest.hash)
        : NoteSubmitted(
          file: found.file.id, after: found.file.head, kind: found.record.kind, note: id,
          version: latest.version, hash: latest.hash)
      try desk.append(event, spending: try desk.permit(for: event))
      return locks
    }.result
  }

  /// Gives a draft up.
  package func discard(_ id: NoteID) throws {
    _ = try journal.recording { desk in
      let found = try draft(id, at: desk)
      let event = NoteDiscarded(
        file: found.file.id, after: found.file.head, kind: found.record.kind, note: id)
      try desk.append(event, spending: try desk.permit(for: event))
    }
  }

  /// Adds to a signed note, which is the only way to correct it; what a trainee adds waits for a supervisor's
  /// signature beside theirs.
  @discardableResult
  package func addAddendum(_ note: Note, to parent: NoteID) throws -> NoteID {
    try journal.recording { desk in
      let found = try find(parent, in: desk.state, from: desk.transaction)
      let locks = desk.state.members[member]?.signsAlone ?? true
      let power = locks ? Power.signNotes : .submitNotes
      _ = try desk.permit([Act(power, on: found.target)])
      guard found.record.parent == nil else { throw NoteRefused.addendumToAddendum }
      guard found.record.isLocked else {
        throw found.record.status.isSubmitted ? NoteRefused.notCosigned : .notSigned
      }
      guard found.record.kind == note.kind else { throw NoteRefused.otherKind }
      let permit = try desk.permit([
        Act(power, on: .notes(of: note.kind, by: member, in: found.file.id))
      ])
      let place = try place(for: note.kind, in: found.file.id, at: desk)
      let grants = grants(for: note.kind, beside: found.record, on: found.file, at: desk)
      let sealed = try seal(
        note, in: place, addendumTo: parent, granting: epochs(of: grants, at: desk))
      let made: any AddendumEvent.Type = locks ? NoteAdded.self : AddendumSubmitted.self
      let event: any EventContent = made.init(
        file: found.file.id, after: found.file.head, kind: note.kind, parent: parent,
        note: sealed.notice)
      try desk.append(event, storing: Commit.Parts(envelopes: [sealed.stored]), spending: permit)
      try supply(sealed, to: grants, at: desk)
      return sealed.stored.id
    }.result
  }

  func seal(
    _ note: Note, in place: NotePlace, addendumTo parent: NoteID? = nil,
    after previous: EnvelopeNotice? = nil, granting grants: [CompartmentEpoch] = []
  ) throws -> SealedEnvelope {
    let header = NoteHeader(
      of: note, in: place.file, by: member, addendumTo: parent, after: previous?.hash)
    return try seal(
      header: header.write(), body: note.body, as: previous?.envelope ?? .random(),
      version: (previous?.version ?? 0) + 1, shelf: place.shelf, to: [place.epoch],
      granting: grants)
  }

  /// A draft of this member's own, or why it is not one.
  private func draft(_ id: NoteID, at desk: Desk) throws -> FoundNote {
    let found = try find(id, in: desk.state, from: desk.transaction)
    // Policy first: how far another's note has come is not told to whoever may not write there.
    _ = try desk.permit([Act(.writeNotes, on: found.target)])
    switch found.record.status {
    case .draft where found.record.author == member,
      .submitted where found.record.author == member:
      return found
    case .draft, .submitted: throw NoteRefused.draftOfAnother
    case .signed, .coSigned, .imported, .comment: throw NoteRefused.locked
    case .discarded: throw NoteRefused.discarded
    }
  }
}

extension Member {
  /// Whether what this member signs is locked with that; a trainee's takes a supervisor's signature too.
  package var signsAlone: Bool {
    reach(of: .signNotes) != nil || reach(of: .submitNotes) == nil
  }
}

/// Where notes of one kind by one author lie.
struct NotePlace {
  let file: CaseFileID
  let epoch: CompartmentEpoch
  let shelf: Int64
}

extension Vault {
  /// The compartment and shelf for this member's notes of a kind; the first psychotherapy note opens a
  /// compartment that nobody else holds.
  ///
  /// Asks policy first: without the power there is no key to be looked for either.
  func place(for kind: NoteKind, in id: CaseFileID, at desk: Desk) throws -> NotePlace {
    _ = try desk.permit([Act.write(kind, by: member, in: id)])
    let file = try known(id, in: desk.state)
    guard kind.compartment == .process else {
      return NotePlace(file: id, epoch: try writingEpoch(of: file, at: desk), shelf: file.shelf)
    }
    if let process = file.processes[member], let shelf = file.processShelves[member] {
      let epoch = try keys.open(process, of: desk.state, in: desk.transaction, vault: self.id)
      return NotePlace(file: id, epoch: epoch, shelf: shelf)
    }
    guard let own = keys.member else { throw NotEnrolled() }
    let drawn = try keys.keyring.drawWrapped(.process, for: [own], in: self.id)
    let shelf = Shelf.random()
    let event = ProcessOpened(
      file: id, after: file.head, compartment: drawn.sealed, shelf: shelf)
    try desk.append(
      event, storing: Commit.Parts(wraps: drawn.wraps), spending: try desk.permit(for: event))
    return NotePlace(file: id, epoch: drawn.sealed.epoch, shelf: shelf)
  }
}

/// Why a note cannot be changed as asked. No case carries a word of it.
package enum NoteRefused: Error, Equatable {
  case noSuchNote
  /// Signed or imported: a correction is an addendum.
  case locked
  case discarded
  case draftOfAnother
  case notSigned
  /// It takes an addendum once it is co-signed.
  case notCosigned
  /// Its author is done with it, and it waits for a co-signature.
  case submittedAlready
  /// It waits for no co-signature.
  case notSubmitted
  /// Its author went on with it since it was read.
  case changedMeanwhile
  case addendumToAddendum
  case otherKind
}
