/// An addendum to a signed note: the only way to correct one. Locked from the start.
package struct NoteAdded: NoteEvent {
  package static let code = "note.added"
  package static var power: Power { .signNotes }

  package let file: CaseFileID
  package let after: Link
  package let kind: NoteKind
  /// The note that it corrects or completes.
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

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    (file, after, kind) = try fields.notePlace()
    parent = try fields.identifier("to")
    note = try fields.nested("note") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    write(placeTo: &object)
    object.append("to", parent)
    object.append(nested: "note") { note.write(to: &$0) }
  }
}
