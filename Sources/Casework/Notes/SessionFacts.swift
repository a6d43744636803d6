/// The structured facts of a session, each of them optional.
///
/// These are what 45 CFR 164.501 takes out of psychotherapy notes, so they exist only for kinds with
/// ``NoteKind/hasSessionFacts``.
package struct SessionFacts: Sendable, Hashable {
  package var start: Moment?
  package var stop: Moment?
  package var place: String?
  package var modality: Modality?
  package var approach: Approach?

  package init(
    start: Moment? = nil, stop: Moment? = nil, place: String? = nil, modality: Modality? = nil,
    approach: Approach? = nil
  ) {
    (self.start, self.stop, self.place) = (start, stop, place)
    (self.modality, self.approach) = (modality, approach)
  }

  package static let none = SessionFacts()

  /// The names of the facts, as they stand in headers, options and imports.
  package enum Field: String, Sendable, Hashable, CaseIterable {
    case start, stop, place, modality, approach
  }

  /// The facts that are given.
  package var given: [Field] {
    Field.allCases.filter { field in
      switch field {
      case .start: start != nil
      case .stop: stop != nil
      case .place: place != nil
      case .modality: modality != nil
      case .approach: approach != nil
      }
    }
  }

  /// The time between start and stop.
  package var length: TimeSpan? {
    guard let start, let stop else { return nil }
    return stop.since(start)
  }

  /// The first of start and stop that is still to come.
  func firstTime(after now: Moment) -> Field? {
    if let start, start > now { return .start }
    if let stop, stop > now { return .stop }
    return nil
  }

  /// The same facts with a place on one line; refuses what cannot be.
  func validated(for kind: NoteKind) throws(InvalidNote) -> SessionFacts {
    if !kind.hasSessionFacts, let field = given.first { throw .fieldNotInKind(field, kind) }
    if let stop {
      guard let start else { throw .stopWithoutStart }
      guard stop > start else { throw .stopNotAfterStart }
    }
    var facts = self
    if let place {
      do {
        facts.place = try UTF8Text.singleLine(place, maximumCharacters: 200)
      } catch { throw .place(error) }
    }
    return facts
  }
}
