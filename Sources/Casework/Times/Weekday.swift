/// The days of the week in the order of ISO 8601, Monday first.
package enum Weekday: String, Sendable, Hashable, CaseIterable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// Saturdays and Sundays do not count where a rule counts working days.
  package var isWeekend: Bool { self == .saturday || self == .sunday }
}
