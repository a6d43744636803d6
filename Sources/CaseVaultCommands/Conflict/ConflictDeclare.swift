import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault conflict declare`: keeps oneself, or a colleague, from a client's case file.
struct ConflictDeclare: VaultCommand {
  static let synopsis = "casevault conflict declare CLIENT [--member MEMBER] [--reason TEXT]"
  static let configuration = CommandConfiguration(
    commandName: "declare", abstract: "Keep yourself or a colleague from a client's case file.",
    usage: synopsis,
    discussion: """
      It takes effect at once, and a key that they hold already is taken away; on a terminal you are told what \
      that means, and asked. That it is over takes two others. The reason is sealed to \
      auditors and privacy officers. What stands on a command line can be seen by other accounts while it \
      runs: - takes the reason from standard input.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp("A name, how its words begin, or any C-number.", valueName: "client"))
  var client: String?

  @Option(help: .member)
  var member: String?

  @Option(help: ArgumentHelp("What the tie is; - is standard input.", valueName: "text"))
  var reason: String?

  var missing: TerminalText? { client == nil ? "the client" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.declareConflict)
    let client = try FileChoice(in: vault, asking: session.questions).file(client)
    let who = try member.map {
      try MemberChoice(in: vault, asking: session.questions).member(
        $0, as: "a colleague", option: "--member MEMBER")
    }
    let other = who?.id ?? vault.member
    let name: TerminalText = who?.shownName ?? "you"
    do {
      let effect = try vault.effect(ofConflictOf: other, with: client.file)
      let question = try ConflictQuestion(
        effect, keeps: other, called: name, from: client.number, in: vault)
      guard try session.questions.confirm(question.text) else { throw NotConfirmed() }
      try vault.declareConflict(of: other, with: client.file, because: try typedReason())
    } catch let why as CannotDeclare {
      throw ConflictRefused(why: why, name: name)
    }
    let result = JSONObject([
      ("client", .string(client.number?.text ?? "")),
      ("file", .string(client.file.hexadecimal)), ("member", .string(other.hexadecimal)),
    ])
    let key: TerminalText =
      try vault.isKeyDue(of: client.file)
      ? "; its key is exchanged with the next command of a colleague who has it" : ""
    return Answer(
      result,
      "a conflict of interest keeps \(name) from \(client.number?.text ?? "the case file") from now on\(key)"
    )
  }

  private func typedReason() throws -> String? {
    guard reason == "-" else { return reason }
    let bytes = try StandardInput.read(atMost: 1 << 16)
    return UTF8Text.trimmed(try UTF8Text.string(from: bytes.span))
  }
}
