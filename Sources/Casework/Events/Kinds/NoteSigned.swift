/// A draft is locked for good. There is no event that unlocks it.
package struct NoteSigned: SigningEvent {
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
}
