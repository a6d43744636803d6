import Casework
import Testing

@testable import CaseVault

/// What long work says of how far it has come.
@Suite struct ProgressTests {
  private let practice: Practice
  private let vault: Vault
  private let ana = Person("Ana Ruiz")

  init() throws {
    practice = try Practice()
    vault = try practice.soloVault(ana)
    // The founding, and 300 renamings: more than the 256 entries of a full tile.
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    for number in 1...300 {
      try vault.renameClient(file, to: try ClientName("Maria Lopez the \(number)th"))
    }
  }

  @Test func `joining says after each entry how much of the log is verified`() throws {
    let ticket = try vault.ticket()
    let size = try vault.state.size
    var shares: [Double] = []
    let joined = try Vault.join(
      practice.storage(), by: ticket, with: ana.identity(), memory: ana.memory,
      in: practice.clock.surroundings
    ) { shares.append($0) }
    #expect(try joined.state.size >= size)
    #expect(shares.count == Int(size) && shares.last == 1)
    #expect(shares == shares.sorted())
  }

  @Test func `writing tiles says how much of the log lies in them`() throws {
    var shares: [Double] = []
    try vault.writeTiles(progress: { shares.append($0) }) { _, _ in }
    // A full tile and the rest.
    #expect(shares.count == 2 && shares.last == 1)
    #expect(shares == shares.sorted())
  }
}
