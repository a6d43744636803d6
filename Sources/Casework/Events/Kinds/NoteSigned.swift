/// A draft is locked for good. There is no event that unlocks it.
package struct NoteSigned: NoteEvent {
  package static let code = "note.signed"
  package static var power: Power { .signNotes }

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

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    (file, after, kind) = try fields.notePlace()
    note = try fields.identifier("note")
    version = try fields.count("version")
    hash = try fields.hash("hash")
  }

  package func write(to object: inout JSONObject) {
    write(placeTo: &object)
    object.append("note", note)
    object.append(count: "version", version)
    object.append("hash", hash)
  }
}
