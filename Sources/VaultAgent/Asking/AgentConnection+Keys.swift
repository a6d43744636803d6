package import Casework
package import Keyring
import Sodium
package import System

extension AgentConnection {
  /// Hands an unlocked key to the agent, which wipes it after so many milliseconds, and after so many without use.
  package func hold(
    _ secrets: HeldSecrets, as key: KeyFileID, from file: FilePath, for lasting: TimeSpan,
    idle: TimeSpan
  ) throws {
    let path = Array(file.string.utf8)
    let head = AgentNumber.bytes(lasting.milliseconds) + AgentNumber.bytes(idle.milliseconds)
    var body = try SecretBytes(zeroed: AgentRequest.holdLength + path.count)
    var room = body.mutableSpan
    try Self.copy(head.span, into: &room, at: 0)
    try secrets.withSeed { try Self.copy($0, into: &room, at: 16) }
    try Self.copy(path.span, into: &room, at: AgentRequest.holdLength)
    try ask(AgentRequest(.hold, of: key), body.span)
  }

  /// Has the agent wipe one key, or all of them, with which it ends.
  package func lock(_ key: KeyFileID?) throws(AgentFailure) {
    try ask(AgentRequest(.lock, of: key ?? .all))
  }

  /// What the agent holds.
  package func status() throws -> AgentFacts {
    let nothing: [UInt8] = []
    var answer = [UInt8](repeating: 0, count: AgentAnswering.longestAnswer)
    var room = answer.mutableSpan
    let count = try ask(AgentRequest(.status, of: .all), nothing.span, into: &room)
    guard let facts = AgentFacts(bytes: answer.span.extracting(first: count)) else {
      throw AgentFailure.unintelligible
    }
    return facts
  }

  /// The identity of a key that the agent holds; nil where it does not.
  ///
  /// `reopen` is asked for the secrets when the agent lets go of the key before this process is done with it.
  package func identity(
    of key: KeyFileID, reopening reopen: @escaping @Sendable () throws -> HeldSecrets
  ) throws -> DeviceIdentity? {
    let nothing: [UInt8] = []
    let expected = DevicePublicKeys.encodedLength + 32
    var answer = [UInt8](repeating: 0, count: expected)
    var room = answer.mutableSpan
    do throws(AgentFailure) {
      let count = try ask(AgentRequest(.identify, of: key), nothing.span, into: &room)
      guard count == expected else { throw .unintelligible }
    } catch {
      guard error == .notHeld else { throw error }
      return nil
    }
    let keys = try DevicePublicKeys(encoded: Array(answer.prefix(DevicePublicKeys.encodedLength)))
    let locatorKey = LocatorKey(bytes: try Digest32(answer.span.extracting(last: 32)))
    return DeviceIdentity(
      keys, locatorKey: locatorKey,
      secrets: AgentSecrets(of: key, keys, from: self, reopening: reopen))
  }

  private static func copy(
    _ bytes: Span<UInt8>, into room: inout MutableSpan<UInt8>, at start: Int
  ) throws(SodiumError) {
    var place = room._mutatingExtracting(start..<start + bytes.count)
    try place.copy(from: bytes)
  }
}
