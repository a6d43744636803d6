import AuditLog
import Casework
import Keyring
import Sodium
import Testing

@testable import CaseVault

/// The key for checkpoints changes with the vault's: who has left, or has a stolen device, speaks for the log no
/// longer.
@Suite struct CheckpointHandOverTests {
  /// As `audit verify --checkpoint` finds it, on a machine of the officer's.
  private func standing(
    _ note: SignedNote, in team: Team
  ) throws -> OutsideCheckpoint.Standing? {
    let report = try team[.officer].verify(against: KeptCheckpoint(note.bytes))
    #expect(report.firstFault == nil)
    return report.outside?.standing
  }

  @Test func `what a leaver signs with the key that they knew counts for no later log`() throws {
    var team = try Team()
    _ = try team.openFile()
    let kept = try team[.clinician].checkpoint()
    let clinician = try team[.clinician]
    let (log, origin) = (
      try clinician.journal.log(), LogOrigin(vault: clinician.id, generation: 1)
    )
    let known = try clinician.presentCheckpointKey()
    try team.leaves(.clinician)
    try team.comesBack(.officer)
    let officer = try team[.officer]
    // With the vault's own root, at every size since: nobody outside can tell it from one of ours but by the key.
    let later = try officer.journal.log()
    #expect(later.state.earlierCheckpointKeys.count == 1)
    let forged = try Checkpoint.signed(
      origin: origin, size: later.size, root: later.root, with: known)
    let after = try officer.checkpoint()
    #expect(try standing(forged, in: team) == .otherKey)
    let size = later.size
    #expect(try standing(after, in: team) == .contained(since: try officer.state.size - size))
    // What was handed out before stands, under the key of then.
    let old = try Checkpoint(kept.text).size
    #expect(try standing(kept, in: team) == .contained(since: try officer.state.size - old))
    // About the past they can sign what they like, as ever: no entry speaks of it, or the root is another.
    let past = try Checkpoint.signed(origin: origin, size: log.size, root: log.root, with: known)
    #expect(try standing(past, in: team) == .unrecorded)
    let untrue = try Checkpoint.signed(
      origin: origin, size: log.size, root: .ofEmptyTree, with: known)
    #expect(try standing(untrue, in: team) == .otherHistory)
    // And nobody signs for what was before with the key of now.
    let early = try Checkpoint.signed(
      origin: origin, size: log.size, root: log.root, with: try officer.presentCheckpointKey())
    #expect(try standing(early, in: team) == .otherKey)
    #expect(throws: (any Error).self) { try clinician.checkpoint() }
  }

  @Test func `a new key that the one before did not sign is nobody's`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    let before = try vault.state.checkpointKey
    for spoil in [
      { (signature: [UInt8]) in [UInt8](repeating: 0, count: 64) },
      { signature in signature.dropLast() + [signature[63] ^ 1] },
    ] {
      #expect(throws: InadmissibleAct(violation: .notSignedOver)) {
        try vault.rotateVault { handOver in
          CheckpointHandOver(
            key: handOver.key, seed: handOver.seed, signature: spoil(handOver.signature ?? []))
        }
      }
    }
    // A signature over another key, which is what a stranger to the seed could copy.
    #expect(throws: InadmissibleAct(violation: .notSignedOver)) {
      try vault.rotateVault { handOver in
        CheckpointHandOver(
          key: ContentHash(
            digest: try Ed25519.SigningKey(seed: [UInt8](repeating: 9, count: 32).span).verifyingKey
              .span),
          seed: handOver.seed, signature: handOver.signature)
      }
    }
    #expect(try vault.state.checkpointKey == before)
    try vault.rotateVault { $0 }
    #expect(try vault.state.checkpointKey != before)
  }

  @Test func `a seed that is lost keeps nobody from exchanging the vault's key`() throws {
    let practice = try Practice()
    let person = Person("Ana Ruiz")
    let vault = try practice.soloVault(person)
    let seed = try #require(try vault.state.checkpointSeed)
    vault.close()
    try practice.tamper(
      "DELETE FROM envelope WHERE hex(id) = upper('\(seed.envelope.hexadecimal)')")
    let open = try practice.open(person)
    #expect(throws: IntegrityFault.self) { try open.checkpoint() }
    try open.rotate(try #require(try open.state.vaultCompartment))
    _ = try open.checkpoint()
    #expect(try open.verify().firstFault?.kind == .envelopeMissing)
  }
}

extension Vault {
  /// Rotates the vault's compartment as a changed program would that hands the key for checkpoints over otherwise.
  fileprivate func rotateVault(
    _ change: (CheckpointHandOver) throws -> CheckpointHandOver
  ) throws {
    let id = try #require(try state.vaultCompartment)
    _ = try journal.recording { desk in
      let old = try keys.open(id, of: desk.state, in: desk.transaction, vault: self.id)
      let new = try keys.keyring.draw(id, kind: .vault, epoch: old.epoch + 1)
      let own = try #require(desk.state.compartments[member]?.current)
      let made = try keys.keyring.wrapped(
        new, for: [try .member(own)], in: self.id, first: true)
      var parts = Commit.Parts(wraps: made.wraps)
      let chain = try keys.keyring.chain(old, under: new, in: ContentHash(self.id))
      parts.wraps.append(StoredWrap(chain))
      let handOver = try change(try handOverCheckpointKey(to: new, at: desk, into: &parts))
      let event = CompartmentRotated(
        epoch: made.sealed, past: .chained(chain.hash), checkpoint: handOver)
      do {
        try desk.append(event, storing: parts, spending: try desk.permit(for: event))
      } catch {
        keys.keyring.forget(new)
        throw error
      }
      try keys.addLogKey(of: new)
    }
  }
}
