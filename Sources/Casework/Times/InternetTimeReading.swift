extension EventTime {
  /// Reads a time with its offset as most programs write it (RFC 3339): `2020-08-12T19:52:10Z`, with a
  /// fraction of three digits or none, and `Z` or `+01:00`.
  ///
  /// An import reads a hundred thousand of them, and this takes a tenth of what asking for every form
  /// does. Nil says only that it is not written so; what it is then, or why it is none, is for the reader
  /// of all forms to say.
  init?(internetTime text: Span<UInt8>) {
    guard text.count >= 20, let date = CalendarDate(in: text, at: 0),
      text[10] == UInt8(ascii: "T"), let time = ClockTime(in: text, at: 11)
    else { return nil }
    var end = 19
    var milliseconds = 0
    if text[end] == UInt8(ascii: ".") {
      guard text.count >= 24, let thousandths = text.decimal(at: 20, digits: 3) else { return nil }
      milliseconds = thousandths
      end = 23
    }
    guard let offset = Self.internetOffset(text.extracting(end...)),
      let second = Moment(date: date, time, offsetMinutes: offset)
    else { return nil }
    self.init(
      moment: second.adding(TimeSpan(milliseconds: Int64(milliseconds))), offsetMinutes: offset,
      precision: .millisecond)
  }

  private static func internetOffset(_ text: Span<UInt8>) -> Int? {
    if text.count == 1, text[0] == UInt8(ascii: "Z") { return 0 }
    guard text.count == 6, text[0] == 0x2b || text[0] == 0x2d, text[3] == UInt8(ascii: ":"),
      let hours = text.decimal(at: 1, digits: 2), let minutes = text.decimal(at: 4, digits: 2),
      minutes < 60
    else { return nil }
    return (hours * 60 + minutes) * (text[0] == 0x2d ? -1 : 1)
  }
}
