package import Casework
import System

/// What the vault asks of the world around it, passed in as values so that tests can be elsewhere and
/// at other times. Randomness is not among them: it lives in `Sodium` and is never injected.
package struct Surroundings: Sendable {
  /// The wall clock.
  package let now: @Sendable () -> Moment
  /// How far local time is ahead of UTC at a moment, in minutes.
  package let offsetMinutes: @Sendable (Moment) -> Int

  /// Who is told while so many keys are exchanged, which takes long after somebody left.
  package let exchanging: @Sendable (Int) -> (any ExchangeProgress)?
  /// The same while what a colleague renewed is tried, which takes long in a large case file.
  package let trying: @Sendable (Int) -> (any ExchangeProgress)?

  package init(
    now: @escaping @Sendable () -> Moment,
    offsetMinutes: @escaping @Sendable (Moment) -> Int = { _ in 0 },
    exchanging: @escaping @Sendable (Int) -> (any ExchangeProgress)? = { _ in nil },
    trying: @escaping @Sendable (Int) -> (any ExchangeProgress)? = { _ in nil }
  ) {
    self.now = now
    self.offsetMinutes = offsetMinutes
    self.exchanging = exchanging
    self.trying = trying
  }

  /// The same, with somebody to tell while keys are exchanged, and while new ones are tried.
  package func telling(
    _ exchanging: @escaping @Sendable (Int) -> any ExchangeProgress,
    trying: @escaping @Sendable (Int) -> (any ExchangeProgress)? = { _ in nil }
  ) -> Surroundings {
    Surroundings(
      now: now, offsetMinutes: offsetMinutes, exchanging: exchanging, trying: trying)
  }

  /// The clock and time zone of this machine.
  package static let ofThisMachine = Surroundings(
    now: { Moment(millisecondsSince1970: SystemClock.now()) ?? .latest },
    offsetMinutes: { LocalTime(at: $0.millisecondsSince1970).secondsEastOfUTC / 60 })
}

/// Somebody who is told how far work on many keys has come.
package protocol ExchangeProgress {
  /// So many are still to be looked at.
  func left(_ count: Int)
  /// No more is told.
  func finish()
}
