import Sodium
import System

/// Takes one request from a connection and answers it, in guarded memory that is wiped after each.
struct AgentAnswering: ~Copyable {
  private var request: SecretBytes
  private var answer: SecretBytes

  init() throws {
    let request = try SecretBytes(zeroed: AgentRequest.longestBody)
    let answer = try SecretBytes(zeroed: Self.longestAnswer)
    self.request = request
    self.answer = answer
  }

  /// A founding that waits for its second signature is the longest box, the facts of sixteen keys the longest
  /// answer of all.
  static let longestAnswer = 70_000

  /// False where the other end has gone, or takes no answer, or speaks another language.
  mutating func answer(_ socket: PacketSocket, with keys: UnlockedKeys, at now: Int64) -> Bool {
    var head = [UInt8](repeating: 0, count: AgentRequest.headLength)
    var count = 0
    do {
      var headSpan = head.mutableSpan
      var body = request.mutableSpan
      guard let received = try socket.receive(&headSpan, &body) else { return false }
      count = received - AgentRequest.headLength
    } catch {
      // Woken for nothing is no reason to part; a message that is longer than any is one.
      return error == .timedOut
    }
    guard count >= 0 else { return false }
    let answered = Self.perform(
      head, request, first: count, into: &answer, with: AgentWork(keys, at: now))
    defer { Self.wipe(&answer, first: answered.count) }
    Self.wipe(&request, first: count)
    do {
      try socket.send(answered.outcome.head, answer.span.extracting(first: answered.count))
      return answered.outcome != .malformed
    } catch {
      return false
    }
  }

  private static func perform(
    _ head: [UInt8], _ request: borrowing SecretBytes, first count: Int,
    into answer: inout SecretBytes, with work: AgentWork
  ) -> (outcome: AgentOutcome, count: Int) {
    var room = answer.mutableSpan
    return work.outcome(of: head, request.span.extracting(first: count), into: &room)
  }

  private static func wipe(_ memory: inout SecretBytes, first count: Int) {
    var all = memory.mutableSpan
    var used = all._mutatingExtracting(first: count)
    Sodium.wipe(&used)
  }
}
