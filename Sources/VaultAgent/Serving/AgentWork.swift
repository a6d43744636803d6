import Casework
import Keyring
import Sodium
import System

/// What one request asks for, done with the keys that are held: bytes in, bytes out.
package struct AgentWork {
  private let keys: UnlockedKeys
  private let now: Int64

  package init(_ keys: UnlockedKeys, at now: Int64) { (self.keys, self.now) = (keys, now) }

  /// Writes the answer's body to the beginning of `answer`, and tells its length.
  package func outcome(
    of head: [UInt8], _ body: Span<UInt8>, into answer: inout MutableSpan<UInt8>
  ) -> (outcome: AgentOutcome, count: Int) {
    guard let asked = AgentRequest(head: head.span) else { return (.malformed, 0) }
    do {
      return (.done, try perform(asked, body, into: &answer))
    } catch let refused as RefusedRequest {
      return (refused.outcome, 0)
    } catch is NothingToSign {
      return (.nothingToSign, 0)
    } catch SodiumError.damaged {
      return (.damaged, 0)
    } catch {
      return (.malformed, 0)
    }
  }

  private func perform(
    _ asked: AgentRequest, _ body: Span<UInt8>, into answer: inout MutableSpan<UInt8>
  ) throws -> Int {
    switch asked.operation {
    case .hold: try hold(asked.key, body)
    case .lock: lock(asked.key)
    case .status:
      try Self.write(
        AgentFacts(keys: keys.facts(at: now), areLocked: Sodium.memoryLocking == .held).bytes,
        to: &answer)
    case .identify:
      try Self.write(Self.publicPart(of: held(asked.key)), to: &answer)
    case .sign: try Self.write(held(asked.key).sign(body).bytes, to: &answer)
    case .open: try open(body, with: held(asked.key), into: &answer)
    case .derive: try derive(body, with: held(asked.key), into: &answer)
    }
  }

  private func held(_ key: KeyFileID) throws -> HeldSecrets {
    guard let secrets = keys.use(key, at: now) else { throw RefusedRequest(outcome: .notHeld) }
    return secrets
  }

  private func hold(_ key: KeyFileID, _ body: Span<UInt8>) throws -> Int {
    let pathCount = body.count - AgentRequest.holdLength
    guard pathCount > 0, pathCount <= AgentRequest.longestPath, key != .all,
      let lasting = AgentNumber.read(body, at: 0), let idle = AgentNumber.read(body, at: 8),
      let path = String(
        validating: [UInt8](copying: body.extracting(last: pathCount)), as: UTF8.self)
    else { throw RefusedRequest(outcome: .malformed) }
    let secrets = try HeldSecrets(seed: SecretBytes(copying: body.extracting(16..<48)))
    guard keys.hold(secrets, as: key, from: FilePath(path), for: lasting, idle: idle, at: now)
    else { throw RefusedRequest(outcome: .full) }
    return 0
  }

  private func lock(_ key: KeyFileID) -> Int {
    if key == .all { keys.wipeAll() } else { keys.wipe(key) }
    return 0
  }

  private func open(
    _ sealed: Span<UInt8>, with secrets: HeldSecrets, into answer: inout MutableSpan<UInt8>
  ) throws -> Int {
    let count = sealed.count - SealedBox.overhead
    guard count >= 0, count <= answer.count else { throw SodiumError.damaged }
    var text = answer._mutatingExtracting(first: count)
    try secrets.openBox(sealed, into: &text)
    return count
  }

  private func derive(
    _ body: Span<UInt8>, with secrets: HeldSecrets, into answer: inout MutableSpan<UInt8>
  ) throws -> Int {
    guard body.count == 1 + CommittingAEAD.nonceLength,
      let purpose = DevicePurpose.all.first(where: { $0.number == body[0] })
    else { throw RefusedRequest(outcome: .malformed) }
    let nonce = try CommittingAEAD.Nonce(body.extracting(1...), as: .nonce)
    var derived = answer._mutatingExtracting(first: CommittingAEAD.derivedLength)
    try secrets.deriveKeys(sealing: purpose, under: nonce, into: &derived)
    return CommittingAEAD.derivedLength
  }

  private static func publicPart(of secrets: HeldSecrets) -> [UInt8] {
    secrets.publicKeys.encoded + secrets.locatorKey.bytes.bytes
  }

  private static func write(_ bytes: [UInt8], to answer: inout MutableSpan<UInt8>) throws -> Int {
    guard bytes.count <= answer.count else { throw RefusedRequest(outcome: .malformed) }
    var place = answer._mutatingExtracting(first: bytes.count)
    try place.copy(from: bytes.span)
    return bytes.count
  }
}

/// What an agent does not do, and how it says so.
private struct RefusedRequest: Error {
  let outcome: AgentOutcome
}
