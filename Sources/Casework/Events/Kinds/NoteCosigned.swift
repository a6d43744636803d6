/// A supervisor signs what a trainee submitted: with both signatures it is locked for good.
package struct NoteCosigned: CoSigningEvent {
  package static let code = "note.cosigned"

  package let file: CaseFileID
  package let after: Link
  package let kind: NoteKind
  package let note: NoteID
  package let author: MemberID
  package let version: UInt32
  /// The hash of the envelope that is signed: the very words that the trainee signed.
  package let hash: ContentHash

  package init(
    file: CaseFileID, after: Link, kind: NoteKind, note: NoteID, author: MemberID, version: UInt32,
    hash: ContentHash
  ) {
    self.file = file
    self.after = after
    self.kind = kind
    self.note = note
    self.author = author
    self.version = version
    self.hash = hash
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    (file, after, kind) = try fields.notePlace()
    note = try fields.identifier("note")
    author = try fields.identifier("author")
    version = try fields.count("version")
    hash = try fields.hash("hash")
  }

  package func write(to object: inout JSONObject) {
    write(placeTo: &object)
    object.append("note", note)
    object.append("author", author)
    object.append(count: "version", version)
    object.append("hash", hash)
  }

  package func answer(
    to waiting: Submission, at moment: Moment
  ) throws(Violation) -> Submission? {
    guard waiting.version == version, waiting.hash == hash else { throw .outOfSequence }
    return nil
  }
}
