package import Casework
import System

/// What the vault asks of the world around it, passed in as values so that tests can be elsewhere and
/// at other times. Randomness is not among them: it lives in `Sodium` and is never injected.
package struct Surroundings: Sendable {
  /// The wall clock.
  package let now: @Sendable () -> Moment
  /// How far local time is ahead of UTC at a moment, in minutes.
  package let offsetMinutes: @Sendable (Moment) -> Int

  package init(
    now: @escaping @Sendable () -> Moment,
    offsetMinutes: @escaping @Sendable (Moment) -> Int = { _ in 0 }
  ) {
    self.now = now
    self.offsetMinutes = offsetMinutes
  }

  /// The clock and time zone of this machine.
  package static let ofThisMachine = Surroundings(
    now: { Moment(millisecondsSince1970: SystemClock.now()) ?? .latest },
    offsetMinutes: { LocalTime(at: $0.millisecondsSince1970).secondsEastOfUTC / 60 })
}
