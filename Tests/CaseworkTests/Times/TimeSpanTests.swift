import Testing

@testable import Casework

@Suite struct TimeSpanTests {
  @Test(arguments: [
    ("8h", 28_800_000), ("15m", 900_000), ("2 weeks", 1_209_600_000), ("3 days", 259_200_000),
    ("1h30m", 5_400_000), ("1 hour 30 minutes", 5_400_000), ("90 MIN", 5_400_000),
    ("1d", 86_400_000),
    ("45 sec", 45_000), ("1w 2d", 777_600_000),
  ])
  func `spans are read as people type them`(text: String, milliseconds: Int64) {
    #expect(TimeSpan(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", " ", "8", "h", "8 hrs", "0h", "-1h", "1.5h", "1m1h", "1h1h", "1 month", "2 years",
    "9999999999h",
    "40000 days", "8h!", "٣h",
  ])
  func `what is no span is refused`(text: String) {
    #expect(TimeSpan(text) == nil)
  }

  @Test func `spans are written in whole words`() {
    #expect(TimeSpan.minutes(90).text == "1 hour 30 minutes")
    #expect(TimeSpan.hours(4).text == "4 hours")
    #expect(TimeSpan.days(8).text == "1 week 1 day")
    #expect(TimeSpan(milliseconds: 5).text == "0 seconds")
  }
}
