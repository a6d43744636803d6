import AuditLog
import System
import Testing

@testable import CaseVault
@testable import CaseVaultCommands
@testable import Casework

/// What `audit verify` says of a vault that is whole, and in which something is to be remarked upon.
@Suite struct VerificationAnswerTests {
  private let report: VerificationReport

  init() throws {
    let hash = try ContentHash(hexadecimal: String(repeating: "11", count: 32))
    report = VerificationReport(
      vault: VaultID(hash), size: 12, root: TreeHash(hash), generation: 1, envelopes: 3,
      firstFault: nil, faults: 0, notJudged: nil,
      violations: [
        RecordedViolation(sequence: 7, violation: .refused(.roleLacksPower)),
        RecordedViolation(sequence: 9, violation: .wrongHolders),
      ], stepsBack: [8, 10], withoutWrap: 1, overdue: 2, beyondExchange: 1,
      checkpoint: nil,
      falseAttestations: [11])
  }

  @Test func `a page says of each entry without effect why it has none, and what else was seen`() {
    let page = VerificationAnswer(report, at: .earliest).page(
      Layout(columns: nil, hasColour: false))
    #expect(
      page.string == """
        everything is as the log says: 12 entries, 3 sealed texts
        root 1111111111111111111111111111111111111111111111111111111111111111
        entry 7 stays without effect: none of the signer's roles comes with that
        entry 9 stays without effect: keys, a file or supervision for somebody who cannot have them
        entry 11 attests who holds what, and that is NOT what the log gave: casevault member attest --check 11
        a clock stepped back at 8 and 10
        1 key waits to be handed on, which a colleague's next command does
        2 keys are still held by whoever lost the right to them, until a colleague who may runs any command
        1 key is still held by whoever lost the right to it, and nobody is left to exchange it
        """)
  }

  @Test func `a program is told the same`() throws {
    let text = String(
      decoding: try StrictJSON.write(VerificationAnswer(report, at: .earliest).facts), as: UTF8.self
    )
    #expect(
      text.hasSuffix(
        #"""
        "envelopes":3,"faults":0,"violations":[\#
        {"entry":7,"why":"none of the signer's roles comes with that"},\#
        {"entry":9,"why":"keys, a file or supervision for somebody who cannot have them"}],\#
        "falseAttestations":[11],"stepsBack":[8,10],"withoutKey":1,"keysOverdue":2,\#
        "keysBeyondExchange":1}
        """#), "\(text)")
  }
}
