/// A supervisor gives a submitted note back to its author: it is a draft again.
package struct NoteReturned: CoSigningEvent {
  package static let code = "note.returned"

  package let file: CaseFileID
  package let after: Link
  package let kind: NoteKind
  package let note: NoteID
  package let author: MemberID
  /// What the supervisor wrote to it; it lies in the file, beside the note.
  package let comment: EnvelopeNotice?

  package init(
    file: CaseFileID, after: Link, kind: NoteKind, note: NoteID, author: MemberID,
    comment: EnvelopeNotice?
  ) {
    self.file = file
    self.after = after
    self.kind = kind
    self.note = note
    self.author = author
    self.comment = comment
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    (file, after, kind) = try fields.notePlace()
    note = try fields.identifier("note")
    author = try fields.identifier("author")
    guard fields.nextKey == "comment" else {
      comment = nil
      return
    }
    comment = try fields.nested("comment") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    write(placeTo: &object)
    object.append("note", note)
    object.append("author", author)
    if let comment { object.append(nested: "comment") { comment.write(to: &$0) } }
  }

  package func answer(to waiting: Submission, at moment: Moment) -> Submission? {
    Submission(
      file: file, version: waiting.version, hash: waiting.hash, at: moment, isReturned: true)
  }
}
