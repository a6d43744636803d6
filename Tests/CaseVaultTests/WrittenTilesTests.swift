import AuditLog
import Casework
import SQLiteStorage
import Testing

@testable import CaseVault

/// A vault's log as anybody's tools get it: files, and the checkpoint that speaks of them.
@Suite struct WrittenTilesTests {
  @Test func `a vault's log reads back from its tiles under its checkpoint's root`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    while try vault.state.size < 300 { _ = try vault.checkpoint() }
    let root = try vault.journal.log().root
    let (files, order) = try written(by: vault)
    // 300 entries are a full tile of 256 and 44 more; one hash stands for the full one above.
    #expect(
      order == [
        "tile/entries/000", "tile/entries/001.p/44", "tile/0/000", "tile/0/001.p/44",
        "tile/1/000.p/1", "checkpoint",
      ])
    let checkpoint = try signed(files, by: vault)
    #expect(checkpoint.size == 300)
    #expect(checkpoint.root == root)
    try log(in: files, upTo: 300).verify(root: root)
    let last = try log(in: files, upTo: 300).entries(in: 299..<300)
    #expect(try vault.storage.reading { try $0.leaf(at: 299)?.bytes } == last[0])
  }

  @Test func `tiles reach as far as their own checkpoint, whatever is issued meanwhile`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let first = try practice.soloVault(ana)
    let memory = SlowMemory(ana.memory)
    let vault = try Vault.open(
      try practice.storage(), with: try ana.identity(), memory: memory,
      in: practice.clock.surroundings)
    // An entry to take in, and while the pin is kept behind ours another program's later checkpoint.
    _ = try first.addClient(named: try ClientName("Maria Lopez"))
    let (path, clock) = (practice.vaultPath, practice.clock)
    memory.before {
      let other = try Vault.open(
        try SQLiteStorage.open(at: path), with: try ana.identity(), memory: ana.memory,
        in: clock.surroundings)
      _ = try other.addClient(named: try ClientName("Juan Perez"))
      _ = try other.checkpoint()
      other.close()
    }
    let (files, order) = try written(by: vault)
    // Founding and one client; the other program's speaks of these, of ours and of another client.
    try vault.journal.catchUp()
    #expect(try vault.state.latestCheckpoint?.size == 4)
    #expect(order == ["tile/entries/000.p/2", "tile/0/000.p/2", "checkpoint"])
    let checkpoint = try signed(files, by: vault)
    #expect(checkpoint.size == 2)
    try log(in: files, upTo: 2).verify(root: checkpoint.root)
  }

  /// What is written, and in which order.
  private func written(by vault: Vault) throws -> ([String: [UInt8]], [String]) {
    var files: [String: [UInt8]] = [:]
    var order: [String] = []
    try vault.writeTiles { path, bytes in
      files[path] = bytes
      order.append(path)
    }
    return (files, order)
  }

  /// The checkpoint among the files, as somebody reads it who knows the vault's verifier key.
  private func signed(_ files: [String: [UInt8]], by vault: Vault) throws -> Checkpoint {
    let note = try SignedNote(parsing: try #require(files["checkpoint"]))
    return try VerifiedCheckpoint(
      note, origin: LogOrigin(vault: vault.id, generation: 1), log: try vault.verifierKey().key
    ).checkpoint
  }

  private func log(in files: [String: [UInt8]], upTo size: UInt64) -> TiledLog {
    TiledLog(size: size) { path in try #require(files[path], "\(path)") }
  }
}
