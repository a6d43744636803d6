import CSystem
import Glibc

/// The machine's clocks. They are read here and handed down as numbers.
package enum SystemClock {
  /// Wall time in whole milliseconds since 1 January 1970, 00:00 UTC. It can jump either way.
  package static func now() -> Int64 { read(CLOCK_REALTIME) }

  /// Milliseconds of a clock that never goes back, and stands still while the machine sleeps.
  package static func monotonicMilliseconds() -> Int64 { read(CLOCK_MONOTONIC) }

  /// Milliseconds since the machine was started, sleep included: it tells a wall clock set back from
  /// a machine that slept.
  package static func bootMilliseconds() -> Int64 { read(CLOCK_BOOTTIME) }

  /// Lets the thread sleep; a signal does not shorten it.
  package static func pause(milliseconds: Int64) {
    var left = timespec(
      tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000)
    var request = left
    while unsafe nanosleep(&request, &left) == -1, errno == EINTR { request = left }
  }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
