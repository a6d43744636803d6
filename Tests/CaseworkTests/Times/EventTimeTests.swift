import Testing

@testable import Casework

@Suite struct EventTimeTests {
  @Test(
    arguments: [
      ("2020-08-12T19:52:10.163-04:00", "2020-08-12T23:52:10.163Z", -240, .millisecond),
      ("1987-11-19T00:22:16.824-05:00", "1987-11-19T05:22:16.824Z", -300, .millisecond),
      ("2025-06-30T09:00:00Z", "2025-06-30T09:00:00.000Z", 0, .millisecond),
      ("2025-06-30 09:00", "2025-06-30T08:00:00.000Z", 60, .minute),
      ("2025-06-30T09:00+0530", "2025-06-30T03:30:00.000Z", 330, .minute),
      ("2025-06-30T09:00:00.5 +02", "2025-06-30T07:00:00.500Z", 120, .millisecond),
      ("2025-06-30T09:00:00.123456789Z", "2025-06-30T09:00:00.123Z", 0, .millisecond),
      (" 2025-06-30 ", "2025-06-29T23:00:00.000Z", 60, .day),
      ("2025/06/30", "2025-06-29T23:00:00.000Z", 60, .day),
      ("8/13/2020 3:05 PM", "2020-08-13T14:05:00.000Z", 60, .minute),
      ("13/8/2020 12:05am", "2020-08-12T23:05:00.000Z", 60, .minute),
      ("4/4/2020", "2020-04-03T23:00:00.000Z", 60, .day),
    ] as [(String, String, Int, EventTime.Precision)])
  func `times are read as others write them`(
    text: String, moment: String, offset: Int, precision: EventTime.Precision
  ) throws {
    let time = try EventTime(reading: text, localOffsetMinutes: 60)
    #expect(time.moment.text == moment)
    #expect(time.offsetMinutes == offset)
    #expect(time.precision == precision)
  }

  @Test(
    arguments: [
      ("", .unreadable), ("yesterday", .unreadable), ("2020-08", .unreadable),
      ("3/4/2020", .ambiguousDate), ("12/11/2020 09:00", .ambiguousDate),
      ("2020-02-30", .noSuchDate), ("13/13/2020", .noSuchDate), ("31/4/2020", .noSuchDate),
      ("2020-08-12T25:00", .noSuchTime), ("2020-08-12T09:00+19:00", .noSuchTime),
      // The same in the form that most programs write, which is read first.
      ("2020-02-30T09:00:00Z", .noSuchDate), ("2020-08-12T25:00:00Z", .noSuchTime),
      ("2020-08-12T09:00:00+19:00", .noSuchTime), ("2020-08-12T09:00:00.000+01:75", .noSuchTime),
      ("2020-08-12T09:00:00.Z", .unreadable), ("0000-01-01T00:00:00+01:00", .noSuchTime),
      ("2020-08-12T09:00+01:75", .noSuchTime), ("2020-08-12 13:00 PM", .noSuchTime),
      ("2020-08-12 0:30 AM", .noSuchTime), ("2020-08-12T", .unreadable),
      ("2020-08-12T9", .unreadable), ("2020-08-12T09:00:00.", .unreadable),
      ("2020-08-12T09:00:00.1x", .unreadable), ("2020-08-12T09:00+1", .unreadable),
      ("8-13-2020", .unreadable), ("13/8/20", .unreadable),
      ("0000-01-01T00:00+01:00", .noSuchTime), ("２０２０-08-12", .unreadable),
    ] as [(String, InvalidEventTime)])
  func `what could mean another day is refused`(text: String, reason: InvalidEventTime) {
    #expect(throws: reason) { _ = try EventTime(reading: text, localOffsetMinutes: 0) }
  }

  @Test(arguments: [
    ("2020-08-12T19:52:10.163-04:00", "2020-08-12 19:52:10.163 -04:00"),
    ("2020-08-12T19:52Z", "2020-08-12 19:52 UTC"),
    ("2020-08-12", "2020-08-12"),
  ])
  func `a time is shown as the clock there showed it`(text: String, shown: String) throws {
    #expect(try EventTime(reading: text, localOffsetMinutes: 330).text == shown)
  }

  // The IANA time zone database, Europe/Berlin in 2026: summer time from 29 March to 25 October, 01:00 UTC.
  @Test(arguments: [
    ("2026-07-01T09:30", "2026-07-01T07:30:00.000Z", 120),
    ("2026-12-01T09:30", "2026-12-01T08:30:00.000Z", 60),
    ("2026-03-29T01:59", "2026-03-29T00:59:00.000Z", 60),
    ("2026-03-29T03:00", "2026-03-29T01:00:00.000Z", 120),
    ("2026-10-25T01:30", "2026-10-24T23:30:00.000Z", 120),
    ("2026-10-25T03:00", "2026-10-25T02:00:00.000Z", 60),
    // Shown twice: the first. Shown never: counted on from the hour before.
    ("2026-10-25T02:30", "2026-10-25T00:30:00.000Z", 120),
    ("2026-03-29T02:30", "2026-03-29T01:30:00.000Z", 60),
    ("2026-07-01", "2026-06-30T22:00:00.000Z", 120),
    // An offset that is written down is believed.
    ("2026-07-01T09:30+01:00", "2026-07-01T08:30:00.000Z", 60),
  ])
  func `a time without an offset is read by the clocks of its own day`(
    text: String, expected: String, offset: Int
  ) throws {
    let (spring, autumn) = (moment("2026-03-29T01:00:00.000Z"), moment("2026-10-25T01:00:00.000Z"))
    let time = try EventTime(
      reading: text, offsetMinutes: { $0 >= spring && $0 < autumn ? 120 : 60 })
    #expect(time.moment.text == expected)
    #expect(time.offsetMinutes == offset)
  }

  // New York in 2026: summer time from 8 March, 07:00 UTC, to 1 November, 06:00 UTC.
  @Test(arguments: [
    ("2026-03-08T01:30", "2026-03-08T06:30:00.000Z"),
    ("2026-03-08T03:30", "2026-03-08T07:30:00.000Z"),
    ("2026-11-01T00:30", "2026-11-01T04:30:00.000Z"),
    ("2026-11-01T01:30", "2026-11-01T05:30:00.000Z"),
    ("2026-11-01T02:30", "2026-11-01T07:30:00.000Z"),
  ])
  func `west of Greenwich too`(text: String, expected: String) throws {
    let (spring, autumn) = (moment("2026-03-08T07:00:00.000Z"), moment("2026-11-01T06:00:00.000Z"))
    let time = try EventTime(
      reading: text, offsetMinutes: { $0 >= spring && $0 < autumn ? -240 : -300 })
    #expect(time.moment.text == expected)
  }

  @Test func `a day may mean its last millisecond`() throws {
    let day = try EventTime(reading: "2020-08-12", localOffsetMinutes: -240)
    #expect(day.latestMoment.text == "2020-08-13T03:59:59.999Z")
    #expect(day.date.text == "2020-08-12")
  }

  // Berlin in 2026, as above: the day of either change, one before and one after.
  @Test(arguments: [
    ("2026-03-28", "2026-03-28T22:59:59.999Z"), ("2026-03-29", "2026-03-29T21:59:59.999Z"),
    ("2026-10-25", "2026-10-25T22:59:59.999Z"), ("2026-10-26", "2026-10-26T22:59:59.999Z"),
    ("2026-07-01T09:30", "2026-07-01T07:30:59.999Z"),
  ])
  func `a day ends by the clocks of its own end`(text: String, expected: String) throws {
    let (spring, autumn) = (moment("2026-03-29T01:00:00.000Z"), moment("2026-10-25T01:00:00.000Z"))
    func offset(_ moment: Moment) -> Int { moment >= spring && moment < autumn ? 120 : 60 }
    let time = try EventTime(reading: text, offsetMinutes: offset)
    #expect(time.latestMoment(offsetMinutes: offset).text == expected)
  }
}
