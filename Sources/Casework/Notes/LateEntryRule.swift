/// When a note counts as a late entry: dated data, because practices and payers differ and change.
package struct LateEntryRule: Sendable, Hashable {
  /// Longer than this between the event and its note, and the note is marked.
  package let allowance: TimeSpan
  /// The first day on which the rule holds for notes that are entered.
  package let from: CalendarDate
  /// Where the rule comes from.
  package let source: String
  /// Whether the source was read and says so.
  package let isConfirmed: Bool

  /// In the order of ``from``.
  ///
  /// ○ Not confirmed: 24 hours is a convention of practice, not a rule of law. NASW Code of Ethics 3.04
  /// asks for documentation that is "sufficient and timely" and names no hours.
  package static let all: [LateEntryRule] = [
    LateEntryRule(
      allowance: .hours(24), from: .earliest,
      source: "convention of practice; NASW Code of Ethics 3.04 says only “timely”",
      isConfirmed: false)
  ]

  /// The rule for notes entered on a day.
  package static func inForce(on date: CalendarDate) -> LateEntryRule? {
    all.last { $0.from <= date }
  }

  /// Whether a note entered then comes late for the event.
  package static func isLate(_ event: EventTime, enteredAt entered: Moment) -> Bool {
    guard let rule = inForce(on: entered.date(offsetMinutes: event.offsetMinutes)) else {
      return false
    }
    return entered.since(event.latestMoment) > rule.allowance
  }
}
