/// A trainee is done with a draft, which waits for a supervisor's signature beside theirs from here on.
package struct NoteSubmitted: SigningEvent {
  package static let code = "note.submitted"
  package static var power: Power { .submitNotes }

  package let file: CaseFileID
  package let after: Link
  package let kind: NoteKind
  package let note: NoteID
  package let version: UInt32
  /// The hash of the envelope that is signed.
  package let hash: ContentHash

  package init(
    file: CaseFileID, after: Link, kind: NoteKind, note: NoteID, version: UInt32, hash: ContentHash
  ) {
    self.file = file
    self.after = after
    self.kind = kind
    self.note = note
    self.version = version
    self.hash = hash
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    try hang(on: &state, as: entry)
    state.submissions[SubmittedNote(note: note, author: entry.member)] = Submission(
      file: file, version: version, hash: hash, at: entry.at, isReturned: false)
  }
}
