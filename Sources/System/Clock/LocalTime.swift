import Glibc

/// How local time differs from UTC at one moment, by the zone set on this machine or in `TZ`.
package struct LocalTime: Equatable, Sendable {
  /// 7,200 in Berlin in summer, −18,000 in New York in winter.
  package let secondsEastOfUTC: Int
  /// `"CEST"`, `"EST"`, `"UTC"`, or an offset such as `"+0530"` where the zone has no letters.
  package let abbreviation: String

  /// For a moment in milliseconds since 1970 UTC, before it included. A moment whose year no calendar
  /// holds counts as UTC.
  package init(at milliseconds: Int64) {
    // Rounded down, so that the last moment of a rule is still under it before 1970 too.
    var seconds = time_t(milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0))
    var parts = unsafe tm()
    tzset()
    guard unsafe localtime_r(&seconds, &parts) != nil else {
      (secondsEastOfUTC, abbreviation) = (0, "UTC")
      return
    }
    secondsEastOfUTC = unsafe parts.tm_gmtoff
    abbreviation = unsafe parts.tm_zone.map { unsafe String(cString: $0) } ?? "UTC"
  }
}
