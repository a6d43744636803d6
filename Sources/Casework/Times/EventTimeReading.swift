/// Reading of event times as people and other programs write them, for imports and options.
extension EventTime {
  /// Reads a date, or a date and a time, with or without an offset.
  ///
  /// Accepted: `2020-08-12`, `2020-08-12T19:52:10.163-04:00`, the same with a space for the `T`, with
  /// `Z`, `-0400` or `-04`, without seconds or offset; `2020/08/12`; `8/13/2020` and `13/8/2020`, with
  /// or without a time such as `3:05 PM`. A date with slashes in which both numbers could be the month
  /// is refused: a note filed under the wrong day is worse than a note that is asked about.
  ///
  /// - Parameter offsetMinutes: how far clocks were ahead of UTC at a moment where the time was written,
  ///   used when the text names no offset. Asked for the moment that is meant: a session in July was held
  ///   by summer time, whenever it is entered. Of an hour that the clocks showed twice the first is meant.
  package init(
    reading text: String, offsetMinutes local: (Moment) -> Int
  ) throws(InvalidEventTime) {
    if let time = EventTime(internetTime: text.utf8.span) {
      self = time
      return
    }
    let bytes = Array(UTF8Text.trimmed(text).utf8)
    guard bytes.count <= 40 else { throw .unreadable }
    let dateEnd = bytes.firstIndex { $0 == 0x20 || $0 | 0x20 == UInt8(ascii: "t") } ?? bytes.count
    let date = try Self.date(bytes[..<dateEnd])
    var clock = ClockReading()
    if dateEnd < bytes.count { clock = try ClockReading(bytes[(dateEnd + 1)...]) }
    guard let offset = clock.offsetMinutes ?? Self.offset(of: date, clock.time, by: local),
      let moment = Moment(date: date, clock.time, offsetMinutes: offset),
      let time = EventTime(moment: moment, offsetMinutes: offset, precision: clock.precision)
    else { throw .noSuchTime }
    self = time
  }

  /// The same where one offset held all the time, such as that of an event already known.
  package init(reading text: String, localOffsetMinutes: Int) throws(InvalidEventTime) {
    try self.init(reading: text, offsetMinutes: { _ in localOffsetMinutes })
  }

  /// The last moment that this may mean where clocks are ahead of UTC by so much: a day on which they change is an hour
  /// shorter or longer.
  package func latestMoment(offsetMinutes local: (Moment) -> Int) -> Moment {
    guard precision == .day,
      let next = try? EventTime(reading: date.adding(days: 1).text, offsetMinutes: local)
    else { return latestMoment }
    return next.moment.adding(TimeSpan(milliseconds: -1))
  }

  /// The offset that held when local clocks showed this. An offset is asked for by a moment, and the moment
  /// follows from the offset: so those of the day before and the day after are tried. Where neither is
  /// right, no clock showed this hour, and it is counted on from the one before.
  private static func offset(
    of date: CalendarDate, _ time: ClockTime, by local: (Moment) -> Int
  ) -> Int? {
    guard let asUTC = Moment(date: date, time, offsetMinutes: 0) else { return nil }
    let (before, after) = (local(asUTC.adding(.days(-1))), local(asUTC.adding(.days(1))))
    let isBefore = Moment(date: date, time, offsetMinutes: before).map { local($0) == before }
    if before == after || isBefore == true { return before }
    let isAfter = Moment(date: date, time, offsetMinutes: after).map { local($0) == after }
    return isAfter == true ? after : before
  }

  private static func date(_ bytes: ArraySlice<UInt8>) throws(InvalidEventTime) -> CalendarDate {
    let separator = bytes.contains(UInt8(ascii: "/")) ? UInt8(ascii: "/") : UInt8(ascii: "-")
    let parts = bytes.split(separator: separator, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { decimal($0) }
    guard parts.count == 3, numbers.count == 3 else { throw .unreadable }
    if parts[0].count == 4 {
      return try existing(year: numbers[0], month: numbers[1], day: numbers[2])
    }
    guard separator == UInt8(ascii: "/"), parts[2].count == 4 else { throw .unreadable }
    let (first, second) = (numbers[0], numbers[1])
    guard first > 12 || second > 12 || first == second else { throw .ambiguousDate }
    return try first > 12
      ? existing(year: numbers[2], month: second, day: first)
      : existing(year: numbers[2], month: first, day: second)
  }

  private static func existing(
    year: Int, month: Int, day: Int
  ) throws(InvalidEventTime) -> CalendarDate {
    guard let date = CalendarDate(year: year, month: month, day: day) else { throw .noSuchDate }
    return date
  }
}

/// Why a text is no event time.
package enum InvalidEventTime: Error, Hashable, Sendable {
  case unreadable
  /// Day and month could be either way round, as in 3/4/2020.
  case ambiguousDate
  case noSuchDate
  /// No clock shows it, or its offset is beyond ±18 hours.
  case noSuchTime
}

/// The part of an event time after the date.
private struct ClockReading {
  var time = ClockTime(millisecondsOfDay: 0)
  var offsetMinutes: Int?
  var precision = EventTime.Precision.day

  init() {}

  init(_ bytes: ArraySlice<UInt8>) throws(InvalidEventTime) {
    var rest = bytes
    offsetMinutes = try Self.takeOffset(from: &rest)
    let halfDay = Self.takeHalfDay(from: &rest)
    let fraction = try Self.takeFraction(from: &rest)
    let parts = rest.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let numbers = parts.compactMap { decimal($0) }
    guard (2...3).contains(parts.count), numbers.count == parts.count,
      parts[0].count <= 2, parts[1...].allSatisfy({ $0.count == 2 }),
      parts.count == 3 || fraction == nil
    else { throw .unreadable }
    guard let hour = halfDay.map({ $0.hour(numbers[0]) }) ?? numbers[0],
      let time = ClockTime(
        hour: hour, minute: numbers[1], second: parts.count == 3 ? numbers[2] : 0,
        milliseconds: fraction ?? 0)
    else { throw .noSuchTime }
    self.time = time
    precision = parts.count == 3 ? .millisecond : .minute
  }

  /// Takes `Z`, `+01:00`, `+0100` or `+01` off the end.
  private static func takeOffset(
    from rest: inout ArraySlice<UInt8>
  ) throws(InvalidEventTime) -> Int? {
    if let last = rest.last, last | 0x20 == UInt8(ascii: "z") {
      rest.removeLast()
      return 0
    }
    guard let sign = rest.lastIndex(where: { $0 == 0x2b || $0 == 0x2d }) else { return nil }
    let digits = rest[(sign + 1)...].filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 2 || digits.count == 4, let number = decimal(digits[...]) else {
      throw .unreadable
    }
    let (hours, minutes) = digits.count == 2 ? (number, 0) : (number / 100, number % 100)
    guard minutes < 60 else { throw .noSuchTime }
    let isBehind = rest[sign] == 0x2d
    rest = rest[..<sign]
    dropTrailingSpace(of: &rest)
    return (hours * 60 + minutes) * (isBehind ? -1 : 1)
  }

  /// Takes `.163` off the end, cut to milliseconds.
  private static func takeFraction(
    from rest: inout ArraySlice<UInt8>
  ) throws(InvalidEventTime) -> Int? {
    guard let point = rest.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    let digits = rest[(point + 1)...]
    rest = rest[..<point]
    let thousandths = digits.prefix(3) + Array(repeating: 0x30, count: max(0, 3 - digits.count))
    guard !digits.isEmpty, digits.allSatisfy({ $0.decimalDigit != nil }),
      let milliseconds = decimal(thousandths)
    else { throw .unreadable }
    return milliseconds
  }

  /// Takes `AM` or `PM` off the end.
  private static func takeHalfDay(from rest: inout ArraySlice<UInt8>) -> HalfDay? {
    guard let half = HalfDay(rest.suffix(2)) else { return nil }
    rest = rest.dropLast(2)
    dropTrailingSpace(of: &rest)
    return half
  }

  private static func dropTrailingSpace(of rest: inout ArraySlice<UInt8>) {
    if rest.last == 0x20 { rest.removeLast() }
  }

  private enum HalfDay: String {
    case am, pm

    init?(_ letters: ArraySlice<UInt8>) {
      self.init(rawValue: String(decoding: letters.map { $0 | 0x20 }, as: UTF8.self))
    }

    /// 12 AM is midnight and 12 PM noon; there is no 0 and no 13.
    func hour(_ shown: Int) -> Int? {
      guard (1...12).contains(shown) else { return nil }
      return shown % 12 + (self == .pm ? 12 : 0)
    }
  }
}
