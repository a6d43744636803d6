import AuditLog
import Casework
import Testing

@testable import CaseVault

/// A broken log leaves what stands behind it unjudged: the report says so, and counts what it still can.
@Suite struct BehindTheFaultTests {
  private let practice: Practice
  private let ana = Person("Ana Ruiz")

  init() throws {
    practice = try Practice()
    try practice.with(practice.soloVault(ana)) { vault in
      for number in 1...9 { try vault.addClient(named: try ClientName("Client \(number)")) }
    }
  }

  private func report() throws -> VerificationReport {
    try Vault.verify(try practice.storage(), with: try ana.identity(), memory: ana.memory)
  }

  @Test func `faults behind the first of the log are counted, and the rest is said to be unjudged`()
    throws
  {
    let whole = try report()
    #expect(whole.isWhole)
    #expect(whole.notJudged == nil)
    // Entry 0 is the founding, 1 to 9 the clients. Three leaves changed, one of them with its hash.
    for position in [2, 5, 8] {
      try practice.tamper(
        """
        UPDATE leaf SET bytes = CAST(substr(bytes, 1, 200) || zeroblob(8) || substr(bytes, 209) AS BLOB)
        WHERE position = \(position)
        """)
    }
    try practice.tamper("UPDATE leaf SET hash = zeroblob(32) WHERE position = 7")
    try practice.tamper("DELETE FROM envelope")
    let broken = try report()
    #expect(broken.firstFault == IntegrityFault(.sealBroken, at: .entry(2)))
    #expect(broken.size == 2)
    // Of the leaves behind entry 2: 5 and 8 differ from their stored hashes, and 7's stored hash from it.
    #expect(broken.faults == 4)
    #expect(broken.notJudged == 8)
    #expect(broken.envelopes == 0)
  }

  @Test func `leaves that are gone or no leaves are counted too`() throws {
    try practice.tamper("UPDATE leaf SET bytes = x'00' WHERE position IN (3, 6)")
    try practice.tamper("DELETE FROM leaf WHERE position IN (4, 7)")
    let broken = try report()
    #expect(broken.firstFault == IntegrityFault(.leafMalformed, at: .entry(3)))
    #expect(broken.faults == 4)
    #expect(broken.notJudged == 7)
  }

  @Test func `a log that is whole and too short leaves no entry unjudged`() throws {
    try practice.tamper("DELETE FROM leaf WHERE position = 9")
    let broken = try report()
    #expect(broken.firstFault == IntegrityFault(.rolledBack, at: .entry(9)))
    #expect(broken.notJudged == 0)
    #expect(broken.size == 9)
  }
}
