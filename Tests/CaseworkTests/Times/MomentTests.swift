import Testing

@testable import Casework

@Suite struct MomentTests {
  // Seconds from GNU date, e.g. `date -u -d 2026-11-22T09:30:00Z +%s`.
  @Test(arguments: [
    ("1970-01-01T00:00:00.000Z", 0),
    ("2026-11-22T09:30:00.000Z", 1_795_339_800_000),
    ("1969-12-31T23:59:59.999Z", -1),
    ("2000-02-29T12:00:00.001Z", 951_825_600_001),
    ("0000-01-01T00:00:00.000Z", -62_167_219_200_000),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
  ])
  func `the one time form is read and written`(text: String, milliseconds: Int64) throws {
    let moment = try #require(Moment(text))
    #expect(moment.millisecondsSince1970 == milliseconds)
    #expect(moment.text == text)
  }

  @Test(arguments: [
    "", "2026-11-22", "2026-11-22T09:30:00Z", "2026-11-22T09:30:00.000", "2026-11-22t09:30:00.000Z",
    "2026-11-22T09:30:00.000z", "2026-11-22T24:00:00.000Z", "2026-11-22T09:60:00.000Z",
    "2026-11-22T09:30:60.000Z", "2026-02-29T09:30:00.000Z", "2026-11-22T09:30:00.000+",
    "2026-11-22T09:30:00,000Z", "+026-11-22T09:30:00.000Z", "2026-11-22T0９:30:00.000Z",
  ])
  func `every other form is refused`(text: String) {
    #expect(Moment(text) == nil)
  }

  @Test func `a moment stays within the years that can be spelled`() {
    #expect(Moment(millisecondsSince1970: .max) == nil)
    #expect(Moment(millisecondsSince1970: .min) == nil)
    #expect(Moment.latest.adding(.weeks(.max)) == .latest)
    #expect(Moment.earliest.adding(.days(-1)) == .earliest)
  }
}
