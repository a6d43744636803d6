import Keyring
import Sodium
import Synchronization

/// A device's secrets as the agent holds them: it is asked for each signature, box and sealing.
///
/// When it has let go of the key meanwhile, the key file is opened again, which asks its owner.
final class AgentSecrets: DeviceSecrets {
  private let key: KeyFileID
  private let publicKeys: DevicePublicKeys
  private let agent: AgentConnection
  private let reopen: @Sendable () throws -> HeldSecrets
  private let reopened = Mutex<HeldSecrets?>(nil)

  init(
    of key: KeyFileID, _ publicKeys: DevicePublicKeys, from agent: AgentConnection,
    reopening reopen: @escaping @Sendable () throws -> HeldSecrets
  ) {
    (self.key, self.publicKeys, self.agent, self.reopen) = (key, publicKeys, agent, reopen)
  }

  func sign(_ message: Span<UInt8>) throws -> Ed25519.Signature {
    guard SignedText.isMeant(message) else { throw NothingToSign() }
    var bytes = [UInt8](repeating: 0, count: 64)
    var room = bytes.mutableSpan
    guard try hasAnswered(.sign, message, into: &room) else {
      return try opened().sign(message)
    }
    return try Ed25519.Signature(bytes)
  }

  func openBox(_ sealed: Span<UInt8>, into text: inout MutableSpan<UInt8>) throws {
    guard sealed.count == text.count + SealedBox.overhead else { throw SodiumError.damaged }
    guard try hasAnswered(.open, sealed, into: &text) else {
      return try opened().openBox(sealed, into: &text)
    }
  }

  func deriveKeys(
    sealing purpose: DevicePurpose, under nonce: CommittingAEAD.Nonce,
    into keys: inout MutableSpan<UInt8>
  ) throws {
    let body = [purpose.number] + nonce.bytes
    guard try hasAnswered(.derive, body.span, into: &keys) else {
      return try opened().deriveKeys(sealing: purpose, under: nonce, into: &keys)
    }
  }

  func makeReady() throws {
    var bytes = [UInt8](repeating: 0, count: DevicePublicKeys.encodedLength + 32)
    var room = bytes.mutableSpan
    let nothing: [UInt8] = []
    if try !hasAnswered(.identify, nothing.span, into: &room) { _ = try opened() }
  }

  /// False where the agent cannot answer any more, or the key file has been opened again.
  private func hasAnswered(
    _ operation: AgentRequest.Operation, _ body: Span<UInt8>, into answer: inout MutableSpan<UInt8>
  ) throws -> Bool {
    guard reopened.withLock({ $0 == nil }) else { return false }
    do throws(AgentFailure) {
      let count = try agent.ask(AgentRequest(operation, of: key), body, into: &answer)
      guard count == answer.count else { throw .unintelligible }
      return true
    } catch {
      switch error {
      case .damaged: throw SodiumError.damaged
      case .nothingToSign: throw NothingToSign()
      case .gone, .silent, .unintelligible, .notHeld, .full: return false
      }
    }
  }

  /// One thread asks, the others wait for the answer.
  private func opened() throws -> HeldSecrets {
    try reopened.withLock { reopened in
      if let reopened { return reopened }
      let secrets = try reopen()
      guard secrets.publicKeys == publicKeys else { throw KeyReplaced() }
      reopened = secrets
      return secrets
    }
  }
}

/// Another key lies now where the one lay that a command began with.
package struct KeyReplaced: Error, Equatable {}
