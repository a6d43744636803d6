/// A note that may be kept: what ``NoteDraft/validated(at:)`` gives, or what a stored header and body say.
package struct Note: Sendable, Hashable {
  package let kind: NoteKind
  package let template: NoteTemplate
  package let title: String?
  package let text: String
  package let event: EventTime?
  package let entered: Moment
  /// Event and entry lie further apart than the rule of the day of entry allowed.
  package let isLateEntry: Bool
  package let session: SessionFacts
  package private(set) var keepsExcludedContent: Bool
  package let source: NoteSource?

  /// The text as the template reads it.
  package var sections: NoteSections { NoteSections(of: text, by: template) }

  /// The sections that say nothing; a draft may have some.
  package var missingSections: [NoteTemplate.Section] { sections.missing }

  /// Likely content that its kind leaves out and that nobody has answered for; nil when there is none.
  package var excludedContentHint: ExcludedContentHint? {
    guard !kind.hasSessionFacts, !keepsExcludedContent else { return nil }
    return ExcludedContentHint(in: text)
  }

  /// The same note after its author has answered the hint with “keep”: nothing else of it changes, so that
  /// a draft does not become a late entry by it.
  package func keepingExcludedContent() -> Note {
    var note = self
    note.keepsExcludedContent = true
    return note
  }

  /// Throws ``InvalidNote/sectionsMissing(_:)`` unless every section says something.
  ///
  /// What is signed is locked for good, so this is the last time anybody can be asked.
  package func checkReadyToSign() throws(InvalidNote) {
    let missing = missingSections
    guard missing.isEmpty else { throw .sectionsMissing(missing) }
  }
}

/// What is known of a note's life before it was imported.
package struct NoteSource: Sendable, Hashable {
  /// The source's own id of the note.
  package var id: String?
  /// Who wrote it there: a label, not a member.
  package var author: String?
  /// What it was called there, if that is not one of our kinds.
  package var kind: String?

  package init(id: String? = nil, author: String? = nil, kind: String? = nil) {
    (self.id, self.author, self.kind) = (id, author, kind)
  }
}
