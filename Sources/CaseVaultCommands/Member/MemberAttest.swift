import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault member attest`: signs that who holds what is as it ought to be.
struct MemberAttest: VaultCommand {
  static let synopsis = "casevault member attest [MEMBER] [--comment TEXT] | --check ENTRY"
  static let configuration = CommandConfiguration(
    commandName: "attest", abstract: "Sign that who holds what is as it ought to be.",
    usage: synopsis,
    discussion: """
      The list of casevault member review is shown, and your signature names the size of the log that it was \
      made from and a digest of it. Without a member it is of everybody, themselves among them, which privacy \
      officers and auditors may; supervisors attest that of a colleague whom they supervise. Nobody attests \
      their own alone. A comment is sealed to auditors and privacy officers.

      With --check nothing is signed: the list that an entry attests is made anew from the log, as it was then, \
      shown, and held against what was signed.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .member)
  var member: String?

  @Option(help: ArgumentHelp("What there is to say of it.", valueName: "text"))
  var comment: String?

  @Option(help: ArgumentHelp("Check the attestation in this entry of the log.", valueName: "entry"))
  var check: UInt64?

  func validate() throws {
    guard check == nil || member == nil && comment == nil else {
      throw ValidationError("--check stands alone: the entry says whose access it is")
    }
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    if let check { return try answer(checking: check, in: vault) }
    try vault.demand(.attestAccess)
    let who = try member.map {
      try MemberChoice(in: vault, asking: session.questions).member(
        $0, as: "a colleague", option: "MEMBER")
    }
    try vault.check([Act(.attestAccess, on: .access(of: who?.id))])
    let list = try vault.accessList(of: who?.id)
    let page = try AccessPage(list, in: vault)
    if let gap = page.gap { throw gap }
    if session.questions.canAsk {
      session.screen.remark(page.text(session.screen.promptLayout))
    }
    guard try session.questions.confirm("Is this as it ought to be?") else {
      throw NotConfirmed()
    }
    let entry = try vault.attest(list, of: who?.id, commenting: comment)
    var result = page.result
    result.append("entry", .integer(Int64(entry)))
    let whose: TerminalText = who.map { "\($0.shownName) holds" } ?? "everybody holds"
    return Answer(
      result,
      "what \(whose) is attested, as the log had it with \(TerminalText.count(Int(clamping: list.size), "entry", "entries")): entry \(entry)"
    )
  }

  private func answer(checking entry: UInt64, in vault: Vault) throws -> Answer {
    let checked = try vault.check(attestation: entry)
    let page = try AccessPage(checked.list, in: vault)
    var result = page.result
    result.append("attested", .object(page.facts(of: checked)))
    result.append("matches", .bool(checked.isRight))
    let fault: (any Error)? = checked.isRight ? page.gap : AttestationFalse(entry: entry)
    return Answer(result, fault: fault) { layout in
      "\(page.text(layout))\n\n\(layout.sentences(page.sentence(of: checked)))"
    }
  }
}

/// What an entry attests is not what the log gave.
struct AttestationFalse: Error {
  let entry: UInt64
}
