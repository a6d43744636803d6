import AuditLog
import Casework
import Keyring
import Sodium
import Testing

@testable import CaseVault

/// What SECURITY.md says that nothing prevents, shown to be so, and what a changed program still cannot do.
@Suite struct LimitTests {
  @Test func `a machine put back whole believes its past, and a checkpoint kept elsewhere tells`()
    throws
  {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    try practice.with(practice.soloVault(ana)) { vault in
      _ = try vault.addClient(named: try ClientName("Maria Lopez"))
    }
    let (image, imagePin) = (try practice.copyOfDatabase(), ana.memory.copy())
    let outsider = try leaveCheckpoint(in: practice, of: ana)
    let (honest, honestPin) = (try practice.copyOfDatabase(), ana.memory.copy())
    try practice.putBack(image)
    ana.memory.replace(with: imagePin)
    try practice.with(practice.open(ana)) { vault in
      let report = try vault.verify()
      #expect(report.firstFault == nil)
      // Founding and client, as the image has them; listing and note stand in the checkpoint besides.
      #expect(throws: TreeHashesError.beyondTree(4, size: 2)) { try outsider.check(vault) }
      for name in ["Juan Perez", "Olga Stein", "Vera Vogt"] {
        _ = try vault.addClient(named: try ClientName(name))
      }
      // Long enough by now, and another history: four leaves are a node of any larger tree.
      #expect(throws: InvalidProof.rootDiffers) { try outsider.check(vault) }
    }
    try practice.putBack(honest)
    ana.memory.replace(with: honestPin)
    try practice.with(practice.open(ana)) { vault in
      _ = try vault.addClient(named: try ClientName("Juan Perez"))
      try outsider.check(vault)
    }
  }

  /// A note after the image was made, and then what somebody outside keeps.
  private func leaveCheckpoint(in practice: Practice, of person: Person) throws -> Outsider {
    let vault = try practice.open(person)
    defer { vault.close() }
    let file = try #require(try vault.clients().first?.file)
    try vault.write(try .free("Written after the image was made.", on: practice), in: file)
    return try Outsider(of: vault)
  }

  @Test func `a commit that the pin did not follow can be taken away`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    try practice.with(practice.soloVault(ana)) { _ in }
    let before = try practice.copyOfDatabase()
    let memory = UnwritableMemory(ana.memory)
    let vault = try Vault.open(
      try practice.storage(), with: try ana.identity(), memory: memory,
      in: practice.clock.surroundings)
    #expect(throws: MemoryBehind.self) {
      _ = try vault.addClient(named: try ClientName("Maria Lopez"))
    }
    vault.close()
    let after = try practice.copyOfDatabase()
    try practice.putBack(before)
    try practice.with(practice.open(ana)) { vault in
      let files = try vault.state.files
      #expect(files.isEmpty)
    }
    // Opened once with what was committed, the device misses it.
    try practice.putBack(after)
    try practice.with(practice.open(ana)) { vault in
      let files = try vault.state.files
      #expect(files.count == 1)
    }
    try practice.putBack(before)
    let fault = try #require(throws: IntegrityFault.self) { _ = try practice.open(ana) }
    #expect(fault.kind == .rolledBack)
  }

  @Test func `a key holder with a changed program reads and leaves no entry`() throws {
    let practice = try Practice()
    try practice.with(practice.soloVault(Person("Ana Ruiz"))) { vault in
      let file = try vault.addClient(named: try ClientName("Maria Lopez"))
      let id = try vault.write(try .free("She slept.", on: practice), in: file)
      let before = try vault.state.size
      // What reading does, without the line that records it.
      let body = try vault.storage.reading { reader in
        let known = try vault.known(file, in: try vault.state)
        let notice = try #require(vault.history(of: known, in: reader)[id]?.latest.notice)
        var opener = try EnvelopeOpener(
          vault: ContentHash(vault.id), keyring: vault.keys.keyring)
        return try opener.texts(
          of: vault.fetch(notice, from: reader), as: known.compartment
        ).body
      }
      #expect(String(decoding: body, as: UTF8.self).hasPrefix("She slept."))
      let after = try vault.state.size
      #expect(after == before)
    }
  }

  @Test func `an entry under an old epoch of the vault's key is refused by everybody`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    try practice.with(practice.soloVault(ana)) { vault in
      try vault.rotate(try #require(try vault.state.vaultCompartment))
      let log = try vault.journal.log()
      #expect(log.state.vaultEpoch == 2)
      let event = try Event(
        at: practice.clock.now, by: vault.keys.device,
        content: CheckpointIssued(size: log.size, root: ContentHash(log.root))
      ).encoded()
      let header = LeafHeader(vault: vault.id, after: log.frontier, epoch: 1)
      let leaf = try vault.keys.logKeys.withKey(of: 1) { key in
        try Leaf.sealed(event: event.span, header: header, logKey: key) {
          [try vault.keys.held.identity.sign($0)]
        }
      }
      var commit = Commit(position: log.size)
      commit.leaves = [StoredLeaf(bytes: leaf.bytes, hash: leaf.hash().digest.bytes)]
      try vault.storage.writing { try $0.apply(commit) }
      let fault = try vault.verify().firstFault
      #expect(fault == IntegrityFault(.wrongEpoch, at: .entry(log.size)))
    }
    let fault = try #require(throws: IntegrityFault.self) { _ = try practice.open(ana) }
    #expect(fault.kind == .wrongEpoch)
  }
}

/// A memory that can be read, on a disk that is full or a machine that stops.
private final class UnwritableMemory: DeviceMemory {
  private let memory: TransientMemory

  init(_ memory: TransientMemory) { self.memory = memory }

  func load(_ item: MemoryItem) -> [UInt8]? { memory.load(item) }

  func save(_ bytes: [UInt8], as item: MemoryItem) throws { throw StorageError.full }
}

/// Somebody outside who keeps a vault's verifier key and one checkpoint of it, and believes nothing else.
private struct Outsider {
  private let origin: LogOrigin
  private let key: VerifierKey
  private let kept: Checkpoint

  init(of vault: Vault) throws {
    origin = LogOrigin(vault: vault.id, generation: 1)
    key = try VerifierKey(try vault.verifierKey().text)
    kept = try VerifiedCheckpoint(vault.checkpoint(), origin: origin, log: key.key).checkpoint
  }

  /// Asks the log for a checkpoint of today, and for the proof that it continues the one that was kept.
  func check(_ vault: Vault) throws {
    let today = try VerifiedCheckpoint(vault.checkpoint(), origin: origin, log: key.key).checkpoint
    let proof = try vault.storage.reading { reader in
      try StoredTree(reader, size: today.size).consistencyProof(from: kept.size, to: today.size)
    }
    try proof.verify(earlier: kept.root, later: today.root)
  }
}
