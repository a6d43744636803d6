import Testing

@testable import Casework

@Suite struct CalendarDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2026-11-22", 20_779),
    ("0000-01-01", -719_528), ("9999-12-31", 2_932_896), ("1600-02-29", -135_081),
  ])
  func `a date is a count of days`(text: String, days: Int) throws {
    let date = try #require(CalendarDate(text))
    #expect(date.daysSince1970 == days)
    #expect(date.text == text)
  }

  @Test(arguments: [
    "", "2026-1-1", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31",
    "2026-11-00", "10000-01-01", "2026-11-22 ", "-026-11-22", "2026/11/22",
  ])
  func `a day that does not exist is refused`(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func `every day of four centuries follows the one before`() throws {
    // The calendar repeats after 400 years, 146,097 days.
    var expected = CalendarDate.earliest
    var previous = (year: 0, month: 1, day: 0)
    while expected.daysSince1970 < CalendarDate.earliest.daysSince1970 + 146_097 {
      let (year, month, day) = (expected.year, expected.month, expected.day)
      let isNextDay = (year, month, day) == (previous.year, previous.month, previous.day + 1)
      let isNewMonth =
        day == 1
        && previous.day
          == CalendarDate.days(
            inMonth: previous.month, of: previous.year)
      guard isNextDay || isNewMonth, CalendarDate(year: year, month: month, day: day) == expected
      else {
        Issue.record("\(expected.text) does not follow \(previous)")
        return
      }
      previous = (year, month, day)
      expected = expected.adding(days: 1)
    }
    #expect(previous == (399, 12, 31))
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
    ("2026-01-31", 3, "2026-04-30"),
    ("2026-11-22", 2, "2027-01-22"), ("2026-03-31", -1, "2026-02-28"),
    ("2024-02-29", 12, "2025-02-28"),
    ("2026-01-15", -1, "2025-12-15"), ("9999-12-31", 1, "9999-12-31"),
    ("0000-01-01", -1, "0000-01-01"),
  ])
  func `months are counted to the same day or the last`(
    start: String, months: Int, end: String
  ) throws {
    #expect(try #require(CalendarDate(start)).adding(months: months).text == end)
  }

  @Test func `years and days are counted without overflow`() throws {
    let date = try #require(CalendarDate("2024-02-29"))
    #expect(date.adding(years: 7).text == "2031-02-28")
    #expect(date.adding(years: .max) == .latest)
    #expect(date.adding(days: .min) == .earliest)
    #expect(date.adding(months: .min) == .earliest)
  }

  @Test(arguments: [
    ("1970-01-01", Weekday.thursday), ("2026-11-22", .sunday), ("1969-12-31", .wednesday),
    ("2000-01-01", .saturday),
  ])
  func `weekdays are those of the wall calendar`(text: String, weekday: Weekday) throws {
    #expect(try #require(CalendarDate(text)).weekday == weekday)
  }
}
