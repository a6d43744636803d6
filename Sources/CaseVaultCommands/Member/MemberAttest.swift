import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault member attest`: signs that who holds what is as it ought to be.
struct MemberAttest: VaultCommand {
  static let synopsis = "casevault member attest [MEMBER] [--comment TEXT]"
  static let configuration = CommandConfiguration(
    commandName: "attest", abstract: "Sign that who holds what is as it ought to be.",
    usage: synopsis,
    discussion: """
      The list of casevault member review is shown, and your signature names the size of the log that it was \
      made from and a digest of it. Without a member it is of everybody, which privacy officers and auditors \
      may; supervisors attest that of a colleague whom they supervise. Nobody attests their own. A comment is \
      sealed to auditors and privacy officers.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .member)
  var member: String?

  @Option(help: ArgumentHelp("What there is to say of it.", valueName: "text"))
  var comment: String?

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
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
      session.screen.remark(page.table.page(session.screen.promptLayout))
    }
    guard
      try session.questions.confirm(
        "Is this as it ought to be?", standard: false, unasked: true)
    else { throw NotConfirmed() }
    let entry = try vault.attest(list, of: who?.id, commenting: comment)
    var result = page.result
    result.append("entry", .integer(Int64(entry)))
    let whose: TerminalText = who.map { "\($0.shownName) holds" } ?? "everybody holds"
    return Answer(
      result,
      "what \(whose) is attested, as the log had it with \(TerminalText.count(Int(clamping: list.size), "entry", "entries")): entry \(entry)"
    )
  }
}
