import Sodium
import Synchronization
package import System

/// The way to a running agent: one connection, made anew where the agent let go of it.
package final class AgentConnection: Sendable {
  private let folder: SocketFolder
  private let socket: Mutex<PacketSocket?>

  private let patience: Int

  private init(to socket: PacketSocket, in folder: SocketFolder, patience: Int) {
    self.folder = folder
    self.patience = patience
    self.socket = Mutex(socket)
  }

  /// The agent at this place; nil where none runs, or none that is to be believed: only one of this very
  /// account is asked.
  ///
  /// It is waited for at most `patience` milliseconds at a time. An agent answers within one, on a machine with a
  /// thousand things to do within some hundred; one that is stopped must not keep anybody from typing a
  /// passphrase.
  package static func find(
    at place: AgentPlace, patience: Int = 3_000
  ) throws(FileError) -> AgentConnection? {
    guard let folder = try place.opened(),
      let socket = Self.connected(in: folder, patience: patience)
    else { return nil }
    return AgentConnection(to: socket, in: folder, patience: patience)
  }

  /// Asks, and has the answer's body written to the beginning of `answer`. Tells its length.
  func ask(
    _ request: AgentRequest, _ body: Span<UInt8>, into answer: inout MutableSpan<UInt8>
  ) throws(AgentFailure) -> Int {
    guard
      let kept = socket.withLock({ $0.take() }) ?? Self.connected(in: folder, patience: patience)
    else {
      throw .gone
    }
    do {
      return try ask(kept, request, body, into: &answer)
    } catch {
      // An agent that has many to listen to lets go of whoever was silent longest.
      guard error == .gone, let other = Self.connected(in: folder, patience: patience) else {
        throw error
      }
      return try ask(other, request, body, into: &answer)
    }
  }

  /// The same for a question whose answer is only that it was done.
  func ask(_ request: AgentRequest, _ body: Span<UInt8>) throws(AgentFailure) {
    var nothing: [UInt8] = []
    var room = nothing.mutableSpan
    _ = try ask(request, body, into: &room)
  }

  /// The same where there is nothing to say but the question.
  func ask(_ request: AgentRequest) throws(AgentFailure) {
    let nothing: [UInt8] = []
    try ask(request, nothing.span)
  }

  private func ask(
    _ socket: PacketSocket, _ request: AgentRequest, _ body: Span<UInt8>,
    into answer: inout MutableSpan<UInt8>
  ) throws(AgentFailure) -> Int {
    var head = [UInt8](repeating: 0, count: AgentOutcome.headLength)
    let count: Int
    do throws(SocketError) {
      try socket.send(request.head, body)
      var headSpan = head.mutableSpan
      guard let received = try socket.receive(&headSpan, &answer) else { throw .gone }
      count = received - AgentOutcome.headLength
    } catch {
      throw error == .timedOut ? .silent : .gone
    }
    guard count >= 0, let outcome = AgentOutcome(head: head.span) else { throw .unintelligible }
    // Several threads may ask at once, each over a connection of its own; one is kept.
    self.socket.withLock { if $0 == nil { $0 = socket } }
    guard outcome == .done else { throw .refused(outcome) }
    return count
  }

  private static func connected(
    in folder: SocketFolder, patience: Int
  ) -> PacketSocket? {
    guard
      let socket = try? PacketSocket.connect(
        to: AgentPlace.socket, in: folder, patience: patience),
      socket.isOfThisAccount
    else { return nil }
    return socket
  }
}

/// Why an agent gave no answer, or another than was hoped for.
package enum AgentFailure: Error, Equatable, Sendable {
  /// It has ended.
  case gone
  /// It is there and does not answer.
  case silent
  /// It answers in a way that this program does not know.
  case unintelligible
  case notHeld
  case full
  case damaged
  case nothingToSign

  static func refused(_ outcome: AgentOutcome) -> AgentFailure {
    switch outcome {
    case .notHeld: .notHeld
    case .full: .full
    case .damaged: .damaged
    case .nothingToSign: .nothingToSign
    case .done, .malformed: .unintelligible
    }
  }
}
