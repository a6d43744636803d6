import Casework
import Testing

@testable import CaseVault

@Suite struct LastVerificationTests {
  private let practice: Practice
  private let maria = Person("Maria Lopez")

  init() throws { practice = try Practice() }

  @Test func `a device remembers when it last verified everything, and what came of it`() throws {
    let vault = try practice.soloVault(maria)
    #expect(vault.lastVerification() == nil)
    let file = try vault.addClient(named: try ClientName("Maria Diaz"))
    let size = try vault.state.size
    _ = try vault.verify()
    let first = LastVerification(size: size, at: practice.clock.now, isWhole: true)
    #expect(vault.lastVerification() == first)
    try vault.write(try .free("a heron on the lake", on: practice), in: file)
    #expect(vault.lastVerification() == first)
    vault.close()

    try practice.tamper("DELETE FROM envelope WHERE number = (SELECT max(number) FROM envelope)")
    let later = practice.clock.now.adding(.days(3))
    let report = try Vault.verify(
      try practice.storage(), with: try maria.identity(), memory: maria.memory, at: later)
    #expect(!report.isWhole)
    #expect(
      try practice.open(maria).lastVerification()
        == LastVerification(size: size + 1, at: later, isWhole: false))
  }

  @Test func `what was changed in it, or is another device's, is as if it were not there`() throws {
    let vault = try practice.soloVault(maria)
    _ = try vault.verify()
    let kept = try #require(maria.memory.load(.verified))
    for place in kept.indices {
      var changed = kept
      changed[place] ^= 1
      maria.memory.save(changed, as: .verified)
      #expect(vault.lastVerification() == nil, "byte \(place)")
    }
    maria.memory.save(try #require(maria.memory.load(.pin)), as: .verified)
    #expect(vault.lastVerification() == nil)
    maria.memory.save(kept, as: .verified)
    #expect(vault.lastVerification()?.isWhole == true)
  }

  @Test func `its bytes are read back, and no others`() {
    let verification = LastVerification(size: 7, at: practice.clock.now, isWhole: false)
    #expect(LastVerification(bytes: verification.bytes) == verification)
    #expect(LastVerification(bytes: verification.bytes + [0]) == nil)
    #expect(LastVerification(bytes: [2] + verification.bytes.dropFirst()) == nil)
    #expect(LastVerification(bytes: verification.bytes.dropLast() + [2]) == nil)
  }
}
