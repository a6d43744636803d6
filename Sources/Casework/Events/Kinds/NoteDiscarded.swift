/// A draft is given up by its author. Its versions stay sealed; they are no longer listed.
package struct NoteDiscarded: NoteEvent {
  package static let code = "note.discarded"

  package let file: CaseFileID
  package let after: Link
  package let kind: NoteKind
  package let note: NoteID

  package init(file: CaseFileID, after: Link, kind: NoteKind, note: NoteID) {
    self.file = file
    self.after = after
    self.kind = kind
    self.note = note
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    (file, after, kind) = try fields.notePlace()
    note = try fields.identifier("note")
  }

  package func write(to object: inout JSONObject) {
    write(placeTo: &object)
    object.append("note", note)
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    try hang(on: &state, as: entry)
    state.takeBack(note, by: entry.member)
  }
}
