/// A day of the proleptic Gregorian calendar, years 0 to 9999, as in ISO 8601: `2026-11-22`.
///
/// A date has no clock and no zone: a consent that ends on 3 March ends there wherever it is read.
package struct CalendarDate: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01; the order of dates is the order of this number.
  package let daysSince1970: Int

  package static let earliest = CalendarDate(unchecked: -719_528)  // 0000-01-01
  package static let latest = CalendarDate(unchecked: 2_932_896)  // 9999-12-31

  /// Nil for a day that no calendar has, such as 31 April.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month),
      (1...Self.days(inMonth: month, of: year)).contains(day)
    else { return nil }
    self.init(unchecked: Self.days(toYear: year, month: month, day: day))
  }

  /// Reads `2026-11-22`, exactly so. Nil for anything else, and for days that do not exist.
  package init?(_ text: String) {
    let bytes = text.utf8.span
    guard bytes.count == 10 else { return nil }
    self.init(in: bytes, at: 0)
  }

  /// Reads the ten bytes from an offset, which must be there.
  init?(in bytes: Span<UInt8>, at offset: Int) {
    guard let year = bytes.decimal(at: offset, digits: 4), bytes[offset + 4] == UInt8(ascii: "-"),
      let month = bytes.decimal(at: offset + 5, digits: 2), bytes[offset + 7] == UInt8(ascii: "-"),
      let day = bytes.decimal(at: offset + 8, digits: 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The date so many days after 1970-01-01, held within ``earliest`` and ``latest``.
  package init(daysSince1970: Int) {
    let inRange = min(max(daysSince1970, Self.earliest.daysSince1970), Self.latest.daysSince1970)
    self.init(unchecked: inRange)
  }

  private init(unchecked days: Int) { daysSince1970 = days }

  package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    left.daysSince1970 < right.daysSince1970
  }

  /// `2026-11-22`.
  package var text: String {
    var bytes: [UInt8] = []
    bytes.append(addingCapacity: 10) { write(to: &$0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Ten bytes.
  func write(to bytes: inout OutputSpan<UInt8>) {
    let (year, month, day) = civil
    bytes.appendDecimal(year, digits: 4)
    bytes.append(UInt8(ascii: "-"))
    bytes.appendDecimal(month, digits: 2)
    bytes.append(UInt8(ascii: "-"))
    bytes.appendDecimal(day, digits: 2)
  }

  package var year: Int { civil.year }
  package var month: Int { civil.month }
  package var day: Int { civil.day }

  package var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    Weekday.allCases[(daysSince1970 + 3).remainderFromFlooring(by: 7)]
  }
}

// MARK: - Civil arithmetic

extension CalendarDate {
  /// So many days later, or earlier where the count is negative.
  package func adding(days: Int) -> CalendarDate {
    let (sum, overflows) = daysSince1970.addingReportingOverflow(days)
    return overflows ? (days < 0 ? .earliest : .latest) : CalendarDate(daysSince1970: sum)
  }

  /// The same day of another month; where that month is too short, its last day.
  ///
  /// So 31 January and one month is 28 (or 29) February, never a day in March: a term counted in
  /// months must not grow by the accident of the day on which it began.
  package func adding(months: Int) -> CalendarDate {
    let (year, month, day) = civil
    let bounded = min(max(months, -120_000), 120_000)  // further than the calendar reaches
    let total = year * 12 + month - 1 + bounded
    guard total >= 0 else { return .earliest }
    guard total < 120_000 else { return .latest }
    let lastDay = Self.days(inMonth: total % 12 + 1, of: total / 12)
    return CalendarDate(
      unchecked: Self.days(toYear: total / 12, month: total % 12 + 1, day: min(day, lastDay)))
  }

  /// The same day of another year; 29 February becomes the 28th where there is none.
  package func adding(years: Int) -> CalendarDate {
    adding(months: min(max(years, -10_000), 10_000) * 12)
  }

  /// 28 to 31, by the Gregorian calendar.
  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether February has 29 days.
  package static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  // The year is counted from March, so that the leap day comes last and the lengths of the months
  // before it follow one straight line, (153 m + 2) / 5. 400 years have 146,097 days; 1970-01-01 is
  // day 719,468 after 0000-03-01.

  private static func days(toYear year: Int, month: Int, day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let era = marchYear.flooredQuotient(by: 400)
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private var civil: (year: Int, month: Int, day: Int) {
    let days = daysSince1970 + 719_468
    let era = days.flooredQuotient(by: 146_097)
    let dayOfEra = days - era * 146_097
    let leapDays = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
    let yearOfEra = (dayOfEra - leapDays) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = (monthFromMarch + 2) % 12 + 1
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
