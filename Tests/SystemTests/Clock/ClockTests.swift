import Glibc
import Testing

@testable import System

@Test func `wall time is that of the system, in milliseconds`() {
  let seconds = Int64(time(nil))
  #expect(abs(SystemClock.now() / 1000 - seconds) <= 2)
}

@Test func `monotonic and boot time advance by what was slept`() {
  for clock in [SystemClock.monotonicMilliseconds, SystemClock.bootMilliseconds] {
    let start = clock()
    SystemClock.pause(milliseconds: 30)
    #expect((29..<5000).contains(clock() - start))
  }
}

/// Offsets and letters as in tzdata: CET/CEST changed on 29 March and 25 October 2026 at 01:00 UTC,
/// India has no summer time.
@Test(
  arguments: [
    ("Europe/Berlin", 1_774_745_999_999, 3600, "CET"),
    ("Europe/Berlin", 1_774_746_000_000, 7200, "CEST"),
    ("Europe/Berlin", 1_792_889_999_999, 7200, "CEST"),
    ("Europe/Berlin", 1_792_890_000_000, 3600, "CET"),
    ("Asia/Kolkata", 0, 19_800, "IST"), ("UTC", -1, 0, "UTC"),
    ("America/New_York", -1, -18_000, "EST"), ("UTC", Int64.max, 0, "UTC"),
    ("UTC", Int64.min, 0, "UTC"),
  ] as [(String, Int64, Int, String)])
func `local time is known for a moment`(
  zone: String, moment: Int64, offset: Int, abbreviation: String
) async {
  await #expect(processExitsWith: .success) {
    [
      zone = zone as String, moment = moment as Int64, offset = offset as Int,
      abbreviation = abbreviation as String
    ] in
    unsafe setenv("TZ", zone, 1)
    let local = LocalTime(at: moment)
    #expect(local.secondsEastOfUTC == offset)
    #expect(local.abbreviation == abbreviation)
  }
}
