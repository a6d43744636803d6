/// What somebody wants to keep, before it has been looked at.
package struct NoteDraft: Sendable, Equatable {
  package var kind: NoteKind
  package var template: NoteTemplate
  package var title: String?
  /// The text as typed, headings and all.
  package var text: String
  /// When it happened; nil where that is not known, as in many imports.
  package var event: EventTime?
  package var session: SessionFacts
  /// Where the note came from, if it was not written here.
  package var source: NoteSource?
  /// Whether the author has seen the hint on excluded content and keeps the text as it is.
  package var keepsExcludedContent: Bool

  package init(
    kind: NoteKind, template: NoteTemplate = .free, title: String? = nil, text: String,
    event: EventTime?, session: SessionFacts = .none, source: NoteSource? = nil,
    keepsExcludedContent: Bool = false
  ) {
    (self.kind, self.template, self.title, self.text) = (kind, template, title, text)
    (self.event, self.session, self.source) = (event, session, source)
    self.keepsExcludedContent = keepsExcludedContent
  }

  /// The note that this draft is.
  ///
  /// A draft may leave sections empty (``Note/missingSections`` names them, and signing asks for them),
  /// but not all of it. Free text is never refused for what it says.
  ///
  /// - Parameter now: the time of entry.
  package func validated(at now: Moment) throws(InvalidNote) -> Note {
    try checkFacts(at: now)
    let text = try checkedText()
    let session = try session.validated(for: kind)
    return Note(
      kind: kind, template: template, title: try checkedTitle(), text: text, event: event,
      entered: now, isLateEntry: isLate(at: now), session: session,
      keepsExcludedContent: keepsExcludedContent && !kind.hasSessionFacts, source: source)
  }

  /// Looks at everything but the text, which is not there yet when an editor is about to open: nobody
  /// should learn after a page of writing that its title is too long.
  ///
  /// - Parameter now: the time of entry.
  package func checkFacts(at now: Moment) throws(InvalidNote) {
    guard kind.templates.contains(template) else { throw .templateNotForKind(template, kind) }
    if let event, event.moment > now { throw .eventInTheFuture(event) }
    let session = try session.validated(for: kind)
    if let field = session.firstTime(after: now) { throw .sessionInTheFuture(field) }
    _ = try checkedTitle()
  }

  /// The one hint on content that the kind leaves out; nil when there is none, and when the author has
  /// answered it with "keep".
  package var excludedContentHint: ExcludedContentHint? {
    guard !kind.hasSessionFacts, !keepsExcludedContent else { return nil }
    return ExcludedContentHint(in: text)
  }

  private func checkedText() throws(InvalidNote) -> String {
    do throws(InvalidText) {
      let text = try UTF8Text.note(from: text)
      guard saysSomething(text) else { throw InvalidText.empty }
      return text
    } catch { throw .text(error) }
  }

  /// A skeleton that came back from the editor as it was is no note.
  private func saysSomething(_ text: String) -> Bool {
    template.sections.isEmpty
      ? !UTF8Text.isBlank(text)
      : !NoteSections(of: text, by: template).isEmpty
  }

  private func checkedTitle() throws(InvalidNote) -> String? {
    guard let title else { return nil }
    do {
      return try UTF8Text.singleLine(title, maximumCharacters: 200)
    } catch { throw .title(error) }
  }

  /// An import is not late: when it was entered where it comes from is not known here.
  private func isLate(at now: Moment) -> Bool {
    guard let event, source == nil else { return false }
    return LateEntryRule.isLate(event, enteredAt: now)
  }
}
