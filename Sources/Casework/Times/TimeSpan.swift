/// A length of time in milliseconds, such as a grant's four hours.
///
/// A day here is 24 hours and a week seven of them. Months and years have no fixed length; they are
/// counted on a ``CalendarDate``.
package struct TimeSpan: Sendable, Hashable, Comparable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// So many seconds; an absurd count is held at the end of the range, as in all of these.
  package static func seconds(_ count: Int64) -> TimeSpan { TimeSpan(count, .second) }
  /// So many minutes.
  package static func minutes(_ count: Int64) -> TimeSpan { TimeSpan(count, .minute) }
  /// So many hours.
  package static func hours(_ count: Int64) -> TimeSpan { TimeSpan(count, .hour) }
  /// So many days of 24 hours.
  package static func days(_ count: Int64) -> TimeSpan { TimeSpan(count, .day) }
  /// So many weeks of seven such days.
  package static func weeks(_ count: Int64) -> TimeSpan { TimeSpan(count, .week) }

  package static func < (left: TimeSpan, right: TimeSpan) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The longest span that can be typed: a hundred years of 365.25 days.
  package static let longest = TimeSpan.days(36_525)

  /// Holds an absurd count at the end of the range instead of overflowing.
  private init(_ count: Int64, _ unit: Unit) {
    let (product, overflows) = count.multipliedReportingOverflow(by: unit.milliseconds)
    milliseconds = overflows ? (count < 0 ? .min : .max) : product
  }

  private enum Unit: Int, CaseIterable {
    case week, day, hour, minute, second

    var milliseconds: Int64 { [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000][rawValue] }
    var name: String { ["week", "day", "hour", "minute", "second"][rawValue] }

    /// What may be typed: `w`, `week`, `weeks`; for minutes and seconds also `min` and `sec`.
    init?(typed: String) {
      guard
        let unit = Unit.allCases.first(where: {
          [$0.name, $0.name + "s", String($0.name.prefix(1)), String($0.name.prefix(3))]
            .contains(typed) && (typed.count != 3 || $0 == .minute || $0 == .second || $0 == .day)
        })
      else { return nil }
      self = unit
    }
  }
}

// MARK: - Typed spans

extension TimeSpan {
  /// Reads `8h`, `15m`, `2 weeks`, `3 days`, `1h30m`, `1 hour 30 minutes`.
  ///
  /// The units go down and none comes twice. Nil for anything else, for nothing at all, and for more
  /// than ``longest``.
  package init?(_ text: String) {
    var rest = text.lowercased().filter { $0 != " " }[...]
    var total: Int64 = 0
    var smallest: Unit?
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      let letters = rest.dropFirst(digits.count).prefix { $0.isLetter }
      guard let count = decimal(Array(digits.utf8)[...]), let unit = Unit(typed: String(letters)),
        smallest.map({ $0.rawValue < unit.rawValue }) ?? true
      else { return nil }
      total += TimeSpan(Int64(count), unit).milliseconds
      smallest = unit
      rest = rest.dropFirst(digits.count + letters.count)
    }
    guard total > 0, total <= TimeSpan.longest.milliseconds else { return nil }
    milliseconds = total
  }

  /// `1 hour 30 minutes`, rounded down to seconds; `0 seconds` for less than one.
  package var text: String {
    var rest = max(0, milliseconds)
    var parts: [String] = []
    for unit in Unit.allCases where rest >= unit.milliseconds {
      let count = rest / unit.milliseconds
      parts.append("\(count) \(unit.name)\(count == 1 ? "" : "s")")
      rest %= unit.milliseconds
    }
    return parts.isEmpty ? "0 seconds" : parts.joined(separator: " ")
  }
}
