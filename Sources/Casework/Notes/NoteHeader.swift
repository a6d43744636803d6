/// What is sealed in a note's header: everything about it but its text.
///
/// Lists open headers only, so all that a list shows is here. Encoded as one ``StrictJSON`` object with
/// the keys in the order of ``write()``; a key without a value is left out, and `false` is written as
/// nothing. An unknown key is refused: a program that does not know a field must not show the note as
/// if the field were not there. Source: docs/format.md §5.
///
/// The body is the note's text as UTF-8, for every template. A second, framed form of the sections
/// could disagree with the text; and what was signed should be what was typed.
package struct NoteHeader: Sendable, Hashable {
  package let kind: NoteKind
  package let template: NoteTemplate
  package let title: String?
  package let file: CaseFileID
  /// Who wrote it here; for an import, who imported it.
  package let author: MemberID
  package let event: EventTime?
  package let entered: Moment
  package let isLateEntry: Bool
  package let session: SessionFacts
  package let keepsExcludedContent: Bool
  package let source: NoteSource?
  /// The signed note that this one is an addendum to.
  package let parent: NoteID?
  /// The envelope hash of the version before this one.
  package let previous: ContentHash?

  package init(
    of note: Note, in file: CaseFileID, by author: MemberID, addendumTo parent: NoteID? = nil,
    after previous: ContentHash? = nil
  ) {
    (kind, template, title) = (note.kind, note.template, note.title)
    (self.file, self.author) = (file, author)
    (event, entered, isLateEntry) = (note.event, note.entered, note.isLateEntry)
    (session, keepsExcludedContent) = (note.session, note.keepsExcludedContent)
    source = note.source
    (self.parent, self.previous) = (parent, previous)
  }

  /// The note again, from this header and the body's bytes.
  package func note(withBody body: Span<UInt8>) throws(InvalidText) -> Note {
    Note(
      kind: kind, template: template, title: title, text: try UTF8Text.string(from: body),
      event: event, entered: entered, isLateEntry: isLateEntry, session: session,
      keepsExcludedContent: keepsExcludedContent, source: source)
  }
}

extension Note {
  /// What is sealed in the envelope's body.
  package var body: [UInt8] { Array(text.utf8) }
}
