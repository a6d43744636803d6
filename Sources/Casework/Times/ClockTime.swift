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

  /// Reads `09:30:00`, exactly so.
  init?(digits: ArraySlice<UInt8>) {
    let parts = digits.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard digits.count == 8, parts.count == 3, parts.allSatisfy({ $0.count == 2 }),
      let hour = decimal(parts[0]), let minute = decimal(parts[1]), let second = decimal(parts[2])
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

  /// `09:30:00`, without the milliseconds.
  var text: String { "\(padded(hour, to: 2)):\(padded(minute, to: 2)):\(padded(second, to: 2))" }
}
