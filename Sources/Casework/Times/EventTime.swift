/// When something happened, as far as it is known: a moment, the zone it was seen in, how exact it is.
///
/// The offset is kept because a session at nine in the evening belongs to that day, whatever the day
/// was in Greenwich.
package struct EventTime: Sendable, Hashable {
  package let moment: Moment
  /// How far the local clock was ahead of UTC, within ±18 hours.
  package let offsetMinutes: Int
  package let precision: Precision

  /// How exactly the time is known; the words stand in headers.
  package enum Precision: String, Sendable, Hashable, CaseIterable {
    /// Only the day is known; the moment is its beginning there.
    case day
    case minute
    case millisecond
  }

  /// Nil if the offset is beyond ±18 hours, further than any zone has been.
  package init?(moment: Moment, offsetMinutes: Int, precision: Precision) {
    guard (-1_080...1_080).contains(offsetMinutes) else { return nil }
    self.moment = moment
    self.offsetMinutes = offsetMinutes
    self.precision = precision
  }

  /// The day on which it happened there.
  package var date: CalendarDate { moment.date(offsetMinutes: offsetMinutes) }

  /// The last moment that this may mean: a day or a minute is over at its end.
  package var latestMoment: Moment {
    switch precision {
    case .day: moment.adding(.days(1)).adding(TimeSpan(milliseconds: -1))
    case .minute: moment.adding(.minutes(1)).adding(TimeSpan(milliseconds: -1))
    case .millisecond: moment
    }
  }

  /// As local time: `2026-11-22`, `2026-11-22 09:30` or `2026-11-22 09:30:00.000`, with ` +01:00` or
  /// ` UTC` unless only the day is known.
  package var text: String {
    guard precision != .day else { return date.text }
    let local = moment.adding(.minutes(Int64(offsetMinutes))).text
    let clock = local.dropFirst(11).prefix(precision == .minute ? 5 : 12)
    return "\(date.text) \(clock) \(offsetText)"
  }

  private var offsetText: String {
    guard offsetMinutes != 0 else { return "UTC" }
    var bytes = [UInt8(ascii: offsetMinutes < 0 ? "-" : "+")]
    bytes.appendDecimal(abs(offsetMinutes) / 60, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendDecimal(abs(offsetMinutes) % 60, digits: 2)
    return String(decoding: bytes, as: UTF8.self)
  }
}
