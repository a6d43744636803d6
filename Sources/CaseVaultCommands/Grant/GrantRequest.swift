import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault grant request`: asks for access to a part of a case file.
struct GrantRequest: VaultCommand {
  static let synopsis =
    "casevault grant request CLIENT (--for DURATION | --until TIME) --purpose PURPOSE --reason TEXT [--kinds KINDS] [--since DAY | --notes NOTES]"
  static let configuration = CommandConfiguration(
    commandName: "request", abstract: "Ask for access to a client's case file for a while.",
    usage: synopsis,
    discussion: """
      Whoever supervises the case file answers. The reason is sealed to them, to auditors and to privacy \
      officers. What stands on a command line can be seen by other accounts while it runs: --reason - takes \
      it from standard input.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp("A name, how its words begin, or any C-number.", valueName: "client"))
  var client: String?

  @OptionGroup var grant: GrantOptions

  /// `worker` works in the file, where anybody does.
  private static func next(
    _ hasDecider: Bool, _ number: TerminalText, _ worker: MemberID?
  ) -> TerminalText {
    hasDecider
      ? "a supervisor of the case file runs casevault grant approve \(number)"
      : "nobody supervises this case file, so nobody can answer: casevault member supervise \(worker?.shortID ?? "MEMBER") --by SUPERVISOR"
  }

  var missing: TerminalText? { client == nil ? "the client" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.askForGrant)
    let client = try FileChoice(in: vault, asking: session.questions).file(client)
    let terms = try grant.terms(in: vault, session.questions)
    let reason = try grant.typedReason(session.questions)
    let made = try GrantRefused.wording {
      try vault.requestGrant(on: client.file, terms: terms, because: reason)
    }
    let words = GrantWords(
      made, client: client.number, GrantWords.People(try vault.members()))
    let hasDecider = try vault.hasDecider(of: made)
    let worker = try vault.state.file(made.file)?.assigned.first
    return Answer(
      words.facts(at: vault.now()),
      """
      asked, as \(words.number): \(words.sentence).

      Next: \(Self.next(hasDecider, words.number, worker))
      """)
  }
}
