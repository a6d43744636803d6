/// An addendum to a signed note: the only way to correct one. Locked from the start.
package struct NoteAdded: AddendumEvent {
  package static let code = "note.added"
  package static var power: Power { .signNotes }

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
}
