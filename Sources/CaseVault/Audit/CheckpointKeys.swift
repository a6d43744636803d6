import AuditLog
import Casework
import Keyring
import Sodium

// The key for checkpoints changes with the vault's compartment: whoever has lost the one knew the other.

extension Vault {
  /// Draws the key for checkpoints that comes with a new epoch of the vault's compartment, signed over by the
  /// one before. That its seed cannot be opened any more keeps nobody from exchanging the vault's key.
  func handOverCheckpointKey(
    to epoch: CompartmentEpoch, at desk: Desk, into parts: inout Commit.Parts
  ) throws -> CheckpointHandOver {
    var seed = RandomBytes.array(count: 32)
    defer { Sodium.wipe(&seed) }
    let next = try Ed25519.SigningKey(seed: seed.span)
    let key = ContentHash(digest: next.verifyingKey.span)
    let sealed = try seal(
      header: RecordText.checkpointKey, body: seed, shelf: Shelf.random(), to: [epoch])
    parts.envelopes.append(sealed.stored)
    return CheckpointHandOver(
      key: key, seed: sealed.notice,
      signature: try signature(over: key, from: epoch, at: desk))
  }

  private func signature(
    over key: ContentHash, from epoch: CompartmentEpoch, at desk: Desk
  ) throws -> [UInt8]? {
    guard let before = desk.state.checkpointKey else { return nil }
    do {
      let present = try checkpointKey(of: desk.state, in: desk.transaction)
      let message = CheckpointKeyMessage.bytes(
        handing: before, to: key, from: epoch.epoch, in: ContentHash(id))
      return try present.sign(message).bytes
    } catch is IntegrityFault {
      return nil
    }
  }

  /// The key that checkpoints are signed with now; its seed lies in an envelope that every member can open.
  func checkpointKey(
    of state: VaultState, in reader: any StorageReader
  ) throws -> Ed25519.SigningKey {
    guard let notice = state.checkpointSeed else {
      throw IntegrityFault(.foundingMismatch, at: .vault)
    }
    var seed = try checkpointSeed(of: state, in: reader)
    defer { Sodium.wipe(&seed) }
    let key = try Ed25519.SigningKey(seed: seed.span)
    let named = key.verifyingKey
    guard state.checkpointKey == ContentHash(digest: named.span) else {
      throw IntegrityFault(.secretWrong, at: .envelope(notice))
    }
    return key
  }

  private func checkpointSeed(
    of state: VaultState, in reader: any StorageReader
  ) throws -> [UInt8] {
    guard let notice = state.checkpointSeed, let vaultCompartment = state.vaultCompartment else {
      throw IntegrityFault(.foundingMismatch, at: .vault)
    }
    return try body(
      ofRecord: .checkpointKey, try fetch(notice, from: reader), as: vaultCompartment)
  }
}

extension EventContent {
  /// Whether a new key for checkpoints that this event names, if it names one, is signed over rightly; one
  /// without a signature claims none.
  func isSignedOver(in state: VaultState, of vault: VaultID) -> Bool {
    guard let event = self as? CompartmentRotated, let handOver = event.checkpoint,
      let signature = handOver.signature
    else { return true }
    guard let before = state.checkpointKey,
      let key = try? Ed25519.VerifyingKey(before.bytes),
      let signed = try? Ed25519.Signature(signature)
    else { return false }
    let message = CheckpointKeyMessage.bytes(
      handing: before, to: handOver.key, from: event.epoch.epoch.epoch, in: ContentHash(vault))
    return key.accepts(signed, over: message)
  }
}
