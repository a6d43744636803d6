import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault conflict clear`: proposes that somebody is kept from a case file no longer.
struct ConflictClear: VaultCommand {
  static let synopsis = "casevault conflict clear CLIENT --member MEMBER"
  static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "Propose that a conflict of interest is over.",
    usage: synopsis, discussion: "It takes two members, and whom it concerns is neither.")

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp("A name, how its words begin, or any C-number.", valueName: "client"))
  var client: String?

  @Option(help: .member)
  var member: String?

  var missing: TerminalText? {
    client == nil ? "the client" : member == nil ? "a colleague: --member MEMBER" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.clearConflict)
    let client = try FileChoice(in: vault, asking: session.questions).file(client)
    let who = try MemberChoice(in: vault, asking: session.questions).member(
      member, as: "a colleague", option: "--member MEMBER")
    let number: UInt64
    do {
      number = try vault.proposeClearing(of: who.id, with: client.file)
    } catch let why as CannotDeclare {
      throw ConflictRefused(why: why, name: who.shownName)
    }
    let result = JSONObject([
      ("number", .integer(Int64(number))), ("client", .string(client.number?.text ?? "")),
      ("file", .string(client.file.hexadecimal)), ("member", .string(who.id.hexadecimal)),
    ])
    return Answer(
      result,
      """
      that the conflict of \(who.shownName) with \(client.number?.text ?? "the client") is over is proposed, \
      under number \(number).

      Next: another member runs casevault member approve \(number)
      """)
  }
}
