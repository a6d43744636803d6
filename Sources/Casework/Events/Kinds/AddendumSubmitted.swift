/// A trainee's addendum to a signed note: it waits for a supervisor's signature from the start, as a submitted note
/// does.
package struct AddendumSubmitted: AddendumEvent {
  package static let code = "addendum.submitted"
  package static var power: Power { .submitNotes }

  package let file: CaseFileID
  package let after: Link
  package let kind: NoteKind
  package let parent: NoteID
  package let note: EnvelopeNotice

  package init(
    file: CaseFileID, after: Link, kind: NoteKind, parent: NoteID, note: EnvelopeNotice
  ) {
    self.file = file
    self.after = after
    self.kind = kind
    self.parent = parent
    self.note = note
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    try hang(on: &state, as: entry)
    state.submissions[SubmittedNote(note: note.envelope, author: entry.member)] = Submission(
      file: file, version: note.version, hash: note.hash, at: entry.at, isReturned: false)
  }
}
