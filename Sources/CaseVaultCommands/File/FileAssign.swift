import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault file assign`: somebody works in a case file from now on, beside those who do already.
struct FileAssign: VaultCommand {
  static let synopsis = "casevault file assign CLIENT --to MEMBER"
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Give a case file to somebody as well.", usage: synopsis,
    discussion: """
      The file's key goes to them and to whoever supervises them. Whoever works in the file already \
      goes on: casevault file unassign takes it from them.
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
    let client = try ClientChoice(in: vault, asking: session.questions, to: .assignFile).client(
      client)
    let member = try MemberChoice(in: vault, asking: session.questions).member(
      to, as: "a colleague", option: "--to MEMBER")
    return try AssignmentAnswer(client, member) { try vault.assign(client.file, to: $0) }.answer(
      "\(client.called) is in \(member.shownName)'s hands as well")
  }
}
