import Foundation
import Synchronization

/// How long one connection waits for a lock that somebody else holds.
///
/// SQLite's own handler sleeps up to a tenth of a second between tries; a commit takes a ten-thousandth
/// of that, so this one looks again sooner.
final class Patience: Sendable {
  private let limit: Duration
  private let state = Mutex(State())

  private struct State {
    var waitingSince: ContinuousClock.Instant?
    var isSuspended = false
  }

  init(_ limit: Duration) {
    self.limit = limit
  }

  /// Sleeps a little and returns true, or false when the time is over.
  func waits(afterTries tries: Int) -> Bool {
    let now = ContinuousClock.now
    let isOver = state.withLock { state in
      let start = tries == 0 ? now : state.waitingSince ?? now
      state.waitingSince = start
      return state.isSuspended || now - start >= limit
    }
    guard !isOver else { return false }
    Thread.sleep(forTimeInterval: min(0.000_25 * Double(tries + 1), 0.01))
    return true
  }

  /// Runs `body` without waiting for anybody.
  func suspended(_ body: () throws -> Void) rethrows {
    state.withLock { $0.isSuspended = true }
    defer { state.withLock { $0.isSuspended = false } }
    try body()
  }
}
