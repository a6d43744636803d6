import Keyring
import Sodium
import System
import VaultAgent

extension ParserCheck {
  /// What somebody says to an agent, one packet: answered by one that holds a key.
  static let agentRequest = ParserCheck("agent-request") { packet in
    let keys = UnlockedKeys()
    let secrets = try HeldSecrets(seed: SecretBytes(copying: seed.span))
    let file = KeyFileID(of: agentKeyFile)
    _ = keys.hold(secrets, as: file, from: "/key", for: 1_000, idle: 1_000, at: 0)
    var answer = [UInt8](repeating: 0, count: 1_024)
    var room = answer.mutableSpan
    let head = Array(packet.prefix(AgentRequest.headLength))
    let body = Array(packet.dropFirst(AgentRequest.headLength))
    let answered = AgentWork(keys, at: 1).outcome(of: head, body.span, into: &room)
    let starts = 0..<max(0, answered.count - seed.count + 1)
    let isKept = !starts.contains { answer[$0..<$0 + seed.count].elementsEqual(seed) }
    try promise("agent-request", "no answer holds the seed", isKept)
    return answered.outcome == .done
  }

  /// What an agent tells of the keys that it holds.
  static let agentStatus = ParserCheck("agent-status") { bytes in
    guard let facts = AgentFacts(bytes: bytes.span) else { return false }
    try promise("agent-status", "what was read is what is written", facts.bytes == bytes)
    return true
  }

  /// Of the key that the agent of ``agentRequest`` holds.
  package static let agentKeyFile = Array("a key file".utf8)
  private static let seed = [UInt8](repeating: 0x5e, count: DeviceIdentity.seedLength)
}
