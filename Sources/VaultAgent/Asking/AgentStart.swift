import System

/// Finds the agent, or starts one.
package enum AgentStart {
  /// What a started agent says of itself.
  package enum Word {
    /// It listens.
    package static let ready = UInt8(ascii: "r")
    /// Another has its place.
    package static let taken = UInt8(ascii: "t")
  }

  /// A connection to the agent of this place. Two who start one at once end with the same.
  ///
  /// `arguments` make this very program the agent; it is started anew, so that nothing of what this process
  /// holds comes along.
  package static func connection(
    at place: AgentPlace, starting arguments: [String]
  ) throws -> AgentConnection {
    let end = SystemClock.monotonicMilliseconds() + patience
    repeat {
      if let found = try AgentConnection.find(at: place) { return found }
      let word = try BackgroundProcess.start(
        try BackgroundProcess.ownExecutable(), called: "casevault", arguments,
        waitingAtMost: patience)
      guard word == Word.ready || word == Word.taken else { break }
      // Another agent that has the place may be about to listen, or about to end.
      if word == Word.taken { SystemClock.pause(milliseconds: 10) }
    } while SystemClock.monotonicMilliseconds() < end
    throw AgentDidNotStart()
  }

  /// In milliseconds.
  private static let patience: Int64 = 10_000
}

/// The agent was started and did not say that it listens.
package struct AgentDidNotStart: Error, Equatable {}
