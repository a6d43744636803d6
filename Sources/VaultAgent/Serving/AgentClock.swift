import System

/// The two clocks by which an agent lives. Never the wall clock, which anybody may set.
package struct AgentClock: Sendable {
  /// Milliseconds that never go back, and stand still while the machine sleeps.
  let awake: @Sendable () -> Int64
  /// The same with the time that it slept.
  let all: @Sendable () -> Int64

  package init(awake: @escaping @Sendable () -> Int64, all: @escaping @Sendable () -> Int64) {
    self.awake = awake
    self.all = all
  }

  package static let ofThisMachine = AgentClock(
    awake: { SystemClock.monotonicMilliseconds() }, all: { SystemClock.bootMilliseconds() })
}

/// Notices that the machine slept: then the two clocks stand further apart than before.
struct SleepWatch {
  private let clock: AgentClock
  private let gap: Int64

  init(_ clock: AgentClock) {
    self.clock = clock
    gap = Self.gap(of: clock)
  }

  var hasSlept: Bool { Self.gap(of: clock) - gap > Self.shortestSleep }

  /// The clock that stands still is read last: what passes between the two readings makes the gap smaller,
  /// never larger, so that a busy machine is not taken for one that slept.
  private static func gap(of clock: AgentClock) -> Int64 {
    let all = clock.all()
    return all - clock.awake()
  }

  /// In milliseconds. No machine goes to sleep and wakes within less.
  private static let shortestSleep: Int64 = 500
}
