/// A draft is kept: a note's first version, or the next one.
package struct NoteStored: NoteEvent {
  package static let code = "note.stored"

  package let file: CaseFileID
  package let after: Link
  package let kind: NoteKind
  package let note: EnvelopeNotice

  package init(file: CaseFileID, after: Link, kind: NoteKind, note: EnvelopeNotice) {
    self.file = file
    self.after = after
    self.kind = kind
    self.note = note
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    (file, after, kind) = try fields.notePlace()
    note = try fields.nested("note") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    write(placeTo: &object)
    object.append(nested: "note") { note.write(to: &$0) }
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    try hang(on: &state, as: entry)
    state.takeBack(note.envelope, by: entry.member)
  }
}
