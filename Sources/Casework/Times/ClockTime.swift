/// A time of day, 00:00:00.000 to 23:59:59.999.
struct ClockTime: Sendable, Hashable {
  let hour: Int
  let minute: Int
  let second: Int
  let milliseconds: Int

  /// Nil for a time that no clock shows. Second 60 is refused: POSIX time has no leap seconds.
  init?(hour: Int, minute: Int, second: Int = 0, milliseconds: Int = 0) {
    guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
      (0..<1000).contains(milliseconds)
    else { return nil }
    (self.hour, self.minute, self.second) = (hour, minute, second)
    self.milliseconds = milliseconds
  }

  /// Reads `09:30:00` in the eight bytes from an offset, which must be there.
  init?(in bytes: Span<UInt8>, at offset: Int) {
    guard let hour = bytes.decimal(at: offset, digits: 2), bytes[offset + 2] == UInt8(ascii: ":"),
      let minute = bytes.decimal(at: offset + 3, digits: 2), bytes[offset + 5] == UInt8(ascii: ":"),
      let second = bytes.decimal(at: offset + 6, digits: 2)
    else { return nil }
    self.init(hour: hour, minute: minute, second: second)
  }

  init(millisecondsOfDay: Int) {
    hour = millisecondsOfDay / 3_600_000
    minute = millisecondsOfDay / 60_000 % 60
    second = millisecondsOfDay / 1_000 % 60
    milliseconds = millisecondsOfDay % 1_000
  }

  var millisecondsOfDay: Int {
    ((hour * 60 + minute) * 60 + second) * 1_000 + milliseconds
  }

  /// Writes `09:30:00`, eight bytes without the milliseconds.
  func write(to bytes: inout OutputSpan<UInt8>) {
    bytes.appendDecimal(hour, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendDecimal(minute, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendDecimal(second, digits: 2)
  }
}
