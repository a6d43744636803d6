import Foundation

/// A text with everything masked that differs from run to run: ids, times, hashes, the scene's folder.
enum Masked {
  static func text(_ text: String, in folder: String) -> String {
    var text = text.replacingOccurrences(of: folder, with: "{scene}")
    text = maskingWhatIsToday(in: text)
    for (pattern, mask) in days.flatMap(times(on:)) + [later] + masks {
      text = text.replacingOccurrences(of: pattern, with: mask, options: .regularExpression)
    }
    return text
  }

  /// The end of something that was typed as a duration is later today, or tomorrow where the day is nearly over:
  /// the same to whoever reads it. What has just happened is not.
  private static func maskingWhatIsToday(in text: String) -> String {
    let today = Date().formatted(.iso8601.year().month().day())
    let soon = Date(timeIntervalSinceNow: 600)
    let pattern = "\(today)[T ](\\d\\d):(\\d\\d)(:\\d\\d\\.\\d{3}Z| UTC| [+-]\\d\\d:\\d\\d)"
    guard let expression = try? NSRegularExpression(pattern: pattern) else { return text }
    var masked = text
    let all = NSRange(text.startIndex..., in: text)
    for match in expression.matches(in: text, range: all).reversed() {
      guard let whole = Range(match.range, in: text),
        let hours = Range(match.range(at: 1), in: text),
        let minutes = Range(match.range(at: 2), in: text), let hour = Int(text[hours]),
        let minute = Int(text[minutes])
      else { continue }
      let now = Calendar.utc.dateComponents([.hour, .minute], from: soon)
      let isToday = soon.formatted(.iso8601.year().month().day()) == today
      let isLater = (hour, minute) > (now.hour ?? 0, now.minute ?? 0)
      if isToday, isLater { masked.replaceSubrange(whole, with: "{later}") }
    }
    return masked
  }

  /// Today, and yesterday for a test that began before midnight. Other days were typed, and stay.
  private static var days: [String] {
    [Date(), Date(timeIntervalSinceNow: -86_400)].map {
      $0.formatted(.iso8601.year().month().day())
    }
  }

  private static func times(on day: String) -> [(String, String)] {
    [
      ("\(day)T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "{moment}"),
      ("\(day) \\d\\d:\\d\\d", "{time}"), (day, "{day}"),
    ]
  }

  /// The end of something that was typed as a duration, or of the longest that there may be. Without its zone it is
  /// masked by nothing, and the scripts say so.
  private static var later: (String, String) {
    let days = (1...100).map {
      Date(timeIntervalSinceNow: Double($0) * 86_400).formatted(.iso8601.year().month().day())
    }
    let zone = "( UTC| [+-]\\d\\d:\\d\\d)"
    let time = "(T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z| \\d\\d:\\d\\d\(zone))"
    return ("(\(days.joined(separator: "|")))\(time)", "{later}")
  }

  /// In this order: the longer first, so that none takes a part of another.
  private static let masks: [(String, String)] = [
    ("\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{40,}={0,2}", "+{key}"),
    ("\\d{5}( \\d{5}){5}", "{fingerprint}"),
    ("\\b[0-9a-f]{64}\\b", "{hash}"),
    ("\\b[0-9a-f]{32}\\b", "{id}"),
    ("\\b[0-9a-f]{16}\\b", "{half}"),
    // One in two thousand has no digit, and is no word either.
    ("(?<=device       )[0-9a-f]{8}\\b", "{short}"),
    ("\\b(?=[0-9a-f]*[0-9])[0-9a-f]{8}\\b", "{short}"),
    ("[A-Za-z0-9+/]{40,}={0,2}", "{base64}"),
  ]
}

extension Calendar {
  /// That of the commands that are run here, which are told that they are in UTC.
  fileprivate static var utc: Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar
  }
}
