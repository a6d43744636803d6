/// Why a draft is no note. Never carries any of its text.
package enum InvalidNote: Error, Hashable, Sendable {
  case text(InvalidText)
  case title(InvalidText)
  case place(InvalidText)
  case templateNotForKind(NoteTemplate, NoteKind)
  /// A structured field that the kind does not have (45 CFR 164.501 for psychotherapy notes).
  case fieldNotInKind(SessionFacts.Field, NoteKind)
  case stopWithoutStart
  case stopNotAfterStart
  case eventInTheFuture(EventTime)
  /// A session's start or stop that no clock has shown yet.
  case sessionInTheFuture(SessionFacts.Field)
  /// Only when signing: sections of the template that say nothing.
  case sectionsMissing([NoteTemplate.Section])
}
