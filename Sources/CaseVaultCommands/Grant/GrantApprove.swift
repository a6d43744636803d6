import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault grant approve`: answers a request with yes.
struct GrantApprove: VaultCommand {
  static let synopsis = "casevault grant approve GRANT [--for DURATION | --until TIME]"
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Give what somebody asked for.", usage: synopsis,
    discussion: """
      As it was asked for, or with another end. On a terminal the reason is shown first, which is recorded; \
      casevault grant show GRANT shows it elsewhere.
      """
  )

  @OptionGroup var options: GlobalOptions

  @Argument(help: .grant)
  var grant: String?

  @OptionGroup var end: EndOptions

  var missing: TerminalText? { grant == nil ? "the grant" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.giveGrant)
    let number = try GrantNumber.read(grant, session.questions)
    let until = try end.end(now: vault.now())
    let people = GrantWords.People(try vault.members())
    try check(number, until, people, in: vault, session)
    let made = try GrantRefused.wording { try vault.approveGrant(number, until: until) }
    let client = try vault.state.file(made.file).flatMap { ClientNumber($0.number) }
    return GrantAnswer(made, client: client, people, in: vault).given
  }

  /// On a terminal nobody signs what they have not read.
  private func check(
    _ number: Int, _ until: Moment?, _ people: GrantWords.People, in vault: Vault,
    _ session: Session
  ) throws {
    guard session.questions.canAsk,
      let request = try vault.grants().first(where: { $0.grant.number == number }),
      request.isDecider, request.grant.stage == .requested
    else { return }
    let asked = request.grant.terms
    let terms = GrantTerms(
      purpose: asked.purpose, until: until ?? asked.until, scope: asked.scope)
    try GrantRefused.wording {
      try vault.checkGrant(on: request.grant.file, to: request.grant.grantee, terms: terms)
    }
    let reason = try GrantReason.of(number, in: vault, session)
    session.screen.remark(reason.line)
    try GrantCheck(
      terms, to: request.grant.grantee,
      client: .escaped(request.client?.text ?? "the case file"), people
    ).passes(in: session)
  }
}
