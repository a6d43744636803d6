import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault grant decline`: answers a request with no.
struct GrantDecline: VaultCommand {
  static let synopsis = "casevault grant decline GRANT"
  static let configuration = CommandConfiguration(
    commandName: "decline", abstract: "Answer a request with no.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .grant)
  var grant: String?

  var missing: TerminalText? { grant == nil ? "the grant" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.giveGrant)
    let number = try GrantNumber.read(grant, session.questions)
    try GrantRefused.wording { try vault.declineGrant(number) }
    return Answer(
      JSONObject([("declined", .string("G-\(number)"))]), "G-\(number) is declined")
  }
}
