import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault file hand-over`: gives a case file of one's own into another's hands.
struct FileHandOver: VaultCommand {
  static let synopsis = "casevault file hand-over CLIENT --to MEMBER"
  static let configuration = CommandConfiguration(
    commandName: "hand-over", abstract: "Hand a case file of yours over to a colleague.",
    usage: synopsis,
    discussion: """
      They get the file and its key, and you work in it no longer: what you wrote in it stays, and you \
      cannot open it any more.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .client)
  var client: String?

  @Option(help: .member)
  var to: String?

  var missing: TerminalText? {
    client == nil ? "the client" : to == nil ? "a colleague: --to MEMBER" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let client = try ClientChoice(in: vault, asking: session.questions, to: .handOver).client(
      client)
    let member = try MemberChoice(in: vault, asking: session.questions).member(
      to, as: "a colleague", option: "--to MEMBER")
    let question: TerminalText =
      "Hand \(client.called) over to \(member.shownName)? You will not be able to open it any more"
    guard try session.questions.confirm(question) else {
      throw HandOverStopped()
    }
    return try AssignmentAnswer(client, member) { try vault.handOver(client.file, to: $0) }.answer(
      "\(client.called) is in \(member.shownName)'s hands now, and in yours no longer")
  }
}

/// Whoever was asked said no.
struct HandOverStopped: WordedError {
  var wording: Wording {
    Wording(
      .refused, "stopped", "the case file stays with you; nothing was done",
      hint: "casevault file assign CLIENT --to MEMBER lets both of you work in it")
  }
}
