/// An instant: milliseconds since 1970-01-01T00:00:00Z, without leap seconds (POSIX time).
///
/// A claim of the machine that made it; the order of the log is what is true (design §6).
package struct Moment: Sendable, Hashable, Comparable {
  package let millisecondsSince1970: Int64

  /// The years that the one time form can spell: 0000-01-01 to 9999-12-31.
  package static let earliest = Moment(unchecked: -62_167_219_200_000)
  package static let latest = Moment(unchecked: 253_402_300_799_999)

  /// Nil outside the years 0 to 9999, for which there is no time form.
  package init?(millisecondsSince1970: Int64) {
    let moment = Moment(unchecked: millisecondsSince1970)
    guard (Moment.earliest...Moment.latest).contains(moment) else { return nil }
    self = moment
  }

  init(unchecked milliseconds: Int64) { millisecondsSince1970 = milliseconds }

  package static func < (left: Moment, right: Moment) -> Bool {
    left.millisecondsSince1970 < right.millisecondsSince1970
  }

  /// The time between two moments; negative if this one is earlier.
  package func since(_ earlier: Moment) -> TimeSpan {
    TimeSpan(milliseconds: millisecondsSince1970 - earlier.millisecondsSince1970)
  }

  /// The moment after a span, held within ``earliest`` and ``latest``.
  package func adding(_ span: TimeSpan) -> Moment {
    let (sum, overflows) = millisecondsSince1970.addingReportingOverflow(span.milliseconds)
    guard !overflows else { return span.milliseconds < 0 ? .earliest : .latest }
    return min(max(Moment(unchecked: sum), .earliest), .latest)
  }
}

// MARK: - The one time form

extension Moment {
  /// Reads `2026-11-22T09:30:00.000Z`, exactly so: 24 characters, UTC, milliseconds.
  ///
  /// One form (design §6), so that equal times are equal bytes. Second 60 is refused: POSIX time has
  /// no leap seconds. Nil for anything else.
  package init?(_ text: String) {
    let bytes = text.utf8.span
    guard bytes.count == 24,
      let date = CalendarDate(in: bytes, at: 0), bytes[10] == UInt8(ascii: "T"),
      let time = ClockTime(in: bytes, at: 11), bytes[19] == UInt8(ascii: "."),
      let milliseconds = bytes.decimal(at: 20, digits: 3), bytes[23] == UInt8(ascii: "Z")
    else { return nil }
    let start = Int64(date.daysSince1970) * Self.millisecondsPerDay
    self.init(unchecked: start + Int64(time.millisecondsOfDay + milliseconds))
  }

  /// `2026-11-22T09:30:00.000Z`.
  package var text: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The one time form as bytes: a note's header holds up to five, and an import writes thousands.
  func write(to bytes: inout [UInt8]) {
    let time = ClockTime(millisecondsOfDay: millisecondsOfDay)
    let date = date(offsetMinutes: 0)
    bytes.append(addingCapacity: 24) { output in
      date.write(to: &output)
      output.append(UInt8(ascii: "T"))
      time.write(to: &output)
      output.append(UInt8(ascii: "."))
      output.appendDecimal(time.milliseconds, digits: 3)
      output.append(UInt8(ascii: "Z"))
    }
  }

  /// The moment at which a clock so far ahead of UTC showed this. Nil if that is outside the years 0
  /// to 9999.
  init?(date: CalendarDate, _ time: ClockTime, offsetMinutes: Int) {
    let start = Int64(date.daysSince1970) * Self.millisecondsPerDay
    self.init(
      millisecondsSince1970: start + Int64(time.millisecondsOfDay) - Int64(offsetMinutes) * 60_000)
  }

  /// The calendar day on which this moment falls where clocks are so far ahead of UTC.
  package func date(offsetMinutes: Int) -> CalendarDate {
    let local = millisecondsSince1970 + Int64(offsetMinutes) * 60_000
    return CalendarDate(daysSince1970: Int(local.flooredQuotient(by: Self.millisecondsPerDay)))
  }

  private var millisecondsOfDay: Int {
    let days = millisecondsSince1970.flooredQuotient(by: Self.millisecondsPerDay)
    return Int(millisecondsSince1970 - days * Self.millisecondsPerDay)
  }

  static let millisecondsPerDay: Int64 = 86_400_000
}
