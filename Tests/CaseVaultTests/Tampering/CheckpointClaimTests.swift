import AuditLog
import Casework
import Sodium
import Testing

@testable import CaseVault

/// What a member can claim with the checkpoint key, which every member can open, and what verifying finds.
@Suite struct CheckpointClaimTests {
  @Test func `an entry that names another root than the tree's is found at its place`() throws {
    let practice = try Practice()
    try practice.with(practice.soloVault(Person("Ana Ruiz"))) { vault in
      _ = try vault.addClient(named: try ClientName("Maria Lopez"))
      let log = try vault.journal.log()
      let (size, root) = (log.size, log.root)
      _ = try vault.journal.record(CheckpointIssued(size: size, root: ContentHash(root)))
      _ = try vault.journal.record(CheckpointIssued(size: 1, root: ContentHash(root)))
      _ = try vault.checkpoint()
      let report = try vault.verify()
      // Entries 0 … 4: founding, file, a true claim, one of another size, the program's own.
      #expect(report.firstFault == IntegrityFault(.checkpointWrong, at: .entry(3)))
      #expect(report.faults == 1)
      // The rest was looked at all the same: the client's record and the key's seed and the name.
      #expect(report.envelopes == 3)
    }
  }

  @Test func `a checkpoint proves what a member signed, not that the log was ever so`() throws {
    let practice = try Practice()
    try practice.with(practice.soloVault(Person("Ana Ruiz"))) { vault in
      let size = try vault.state.size
      // The key lies in an envelope that every member opens; no entry speaks of what they sign with it.
      let forged = try Checkpoint.signed(
        origin: LogOrigin(vault: vault.id, generation: 1), size: size + 100,
        root: TreeHash.ofLeaf([1]), with: try vault.presentCheckpointKey())
      let known = try VerifierKey(try vault.verifierKey().text)
      let shown = try forged.verified(by: [known])
      #expect(try Checkpoint(shown.text).size == size + 100)
      #expect(try vault.verify().firstFault == nil)
    }
  }
}
