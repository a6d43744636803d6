import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault file unassign`: somebody works in a case file no longer.
struct FileUnassign: VaultCommand {
  static let synopsis = "casevault file unassign CLIENT --from MEMBER"
  static let configuration = CommandConfiguration(
    commandName: "unassign", abstract: "Take a case file from somebody.", usage: synopsis,
    discussion: """
      From then on the program refuses them, unless they supervise whoever goes on with it, and the file \
      gets a new key. What they have read they have read, and a copy of the vault from before opens with \
      the key that they had. Their own psychotherapy notes stay sealed to them alone.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .client)
  var client: String?

  @Option(help: .member)
  var from: String?

  var missing: TerminalText? {
    client == nil ? "the client" : from == nil ? "a colleague: --from MEMBER" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let client = try ClientChoice(in: vault, asking: session.questions, to: .assignFile).client(
      client)
    let member = try MemberChoice(in: vault, asking: session.questions).member(
      from, as: "a colleague", option: "--from MEMBER")
    let answer = try AssignmentAnswer(client, member) {
      try vault.unassign(client.file, from: $0)
    }
    return answer.answer(
      "\(client.called) is in \(member.shownName)'s hands no longer\(try key(of: client, in: vault))"
    )
  }

  /// Whether the key they had is exchanged by now.
  private func key(of client: Client, in vault: Vault) throws -> TerminalText {
    try vault.isKeyDue(of: client.file)
      ? "; its key is exchanged with the next command of a colleague who has it"
      : ", and its key is another one"
  }
}
