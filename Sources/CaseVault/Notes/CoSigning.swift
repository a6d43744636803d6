package import Casework
import Keyring

// A trainee's note is locked by two signatures: the trainee's, and a supervisor's who has read it.

/// A note that waits: for a supervisor's signature, or for its author after it was given back.
package struct QueuedNote: Sendable {
  package let id: NoteID
  package let file: CaseFileID
  package let client: ClientNumber?
  package let author: MemberID
  package let since: Moment
  package let waits: Waits
  /// Why the file's history, which knows whether it still waits, cannot be read.
  package let fault: IntegrityFault?

  package enum Waits: Sendable {
    case forYourSignature
    case forASupervisor
    /// A supervisor gave it back.
    case forYourChanges
  }
}

extension Vault {
  /// The version of a trainee's note that this member could sign, or give back, now: `version` where they name the
  /// one that they have read. Nobody is shown a note and asked about it to be refused afterwards. Throws ``Refusal``
  /// and ``NoteRefused``.
  package func versionThatWaits(_ id: NoteID, read version: UInt32?) throws -> UInt32 {
    try journal.recording { desk in
      try submitted(id, read: version, at: desk).record.latest.notice.version
    }.result
  }

  /// Signs the version of a trainee's note that this member has read, which locks it for good.
  /// Throws ``Refusal`` and ``NoteRefused``.
  package func coSign(_ id: NoteID, version: UInt32) throws {
    _ = try journal.recording { desk in
      // Nobody signs words that they have not seen.
      let found = try submitted(id, read: version, at: desk)
      let latest = found.record.latest.notice
      let event = NoteCosigned(
        file: found.file.id, after: found.file.head, kind: found.record.kind, note: id,
        author: found.record.author, version: latest.version, hash: latest.hash)
      try desk.append(event, spending: try desk.permit(for: event))
    }
  }

  /// Gives a submitted note back to its author, as this member has read it, with a comment that lies beside it.
  /// Throws ``Refusal`` and ``NoteRefused``.
  package func giveBack(_ id: NoteID, version: UInt32, commenting comment: Note?) throws {
    _ = try journal.recording { desk in
      let found = try submitted(id, read: version, at: desk)
      let grants = grants(for: found.record.kind, beside: found.record, on: found.file, at: desk)
      let sealed = try comment.map {
        try seal(
          $0, in: try place(for: $0.kind, in: found.file.id, at: desk), addendumTo: id,
          granting: epochs(of: grants, at: desk))
      }
      let event = NoteReturned(
        file: found.file.id, after: found.file.head, kind: found.record.kind, note: id,
        author: found.record.author, comment: sealed?.notice)
      try desk.append(
        event, storing: Commit.Parts(envelopes: sealed.map { [$0.stored] } ?? []),
        spending: try desk.permit(for: event))
      if let sealed { try supply(sealed, to: grants, at: desk) }
    }
  }

  /// What waits for this member, or for others because of this member, the oldest first.
  ///
  /// What an author only claims to have submitted, and the file's history does not know of, is left out.
  package func queue() throws -> [QueuedNote] {
    try journal.catchUp()
    let state = try state
    return try storage.reading { reader in
      try state.submissions
        .sorted { ($0.value.at, $0.key.note) < ($1.value.at, $1.key.note) }
        .compactMap { submitted, submission in
          guard let waits = waits(submission, of: submitted.author, in: state),
            let file = state.file(submission.file)
          else { return nil }
          let known = try Opened({ try history(of: file, in: reader).waits(submitted, submission) })
          guard known.value ?? true else { return nil }
          return QueuedNote(
            id: submitted.note, file: file.id, client: ClientNumber(file.number),
            author: submitted.author, since: submission.at, waits: waits, fault: known.fault)
        }
    }
  }

  private func waits(
    _ submission: Submission, of author: MemberID, in state: VaultState
  ) -> QueuedNote.Waits? {
    if author == member {
      guard Policy.refusal(of: .writing(submission), by: member, in: state, at: now()) == nil else {
        return nil
      }
      return submission.isReturned ? .forYourChanges : .forASupervisor
    }
    let act = Act(.coSignNotes, on: .note(submission.file, author: author))
    guard !submission.isReturned, Policy.refusal(of: act, by: member, in: state) == nil else {
      return nil
    }
    return .forYourSignature
  }

  private func submitted(_ id: NoteID, read version: UInt32?, at desk: Desk) throws -> FoundNote {
    let found = try find(id, in: desk.state, from: desk.transaction)
    // Policy first: how far a note has come is not told to whoever may not co-sign it.
    _ = try desk.permit([
      Act(
        .coSignNotes,
        on: .note(of: found.record.kind, by: found.record.author, in: found.file.id))
    ])
    guard found.record.status.isSubmitted else { throw NoteRefused.notSubmitted }
    let latest = found.record.latest.notice.version
    guard version ?? latest == latest else { throw NoteRefused.changedMeanwhile }
    return found
  }
}

extension Act {
  fileprivate static func writing(_ submission: Submission) -> Act {
    Act(.writeNotes, on: .file(submission.file))
  }
}

extension FileHistory {
  /// Whether the note is whose it is said to be, and waits as they say.
  fileprivate func waits(_ submitted: SubmittedNote, _ submission: Submission) -> Bool {
    guard let record = self[submitted.note], record.author == submitted.author else { return false }
    return submission.isReturned ? record.status == .draft : record.status.isSubmitted
  }
}

extension NoteStatus {
  var isSubmitted: Bool {
    if case .submitted = self { true } else { false }
  }
}
