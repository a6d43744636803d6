import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault grant revoke`: ends a running grant at once.
struct GrantRevoke: VaultCommand {
  static let synopsis = "casevault grant revoke GRANT"
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "End a grant at once: take it back, or give yours back.",
    usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .grant)
  var grant: String?

  var missing: TerminalText? { grant == nil ? "the grant" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let number = try GrantNumber.read(grant, session.questions)
    try GrantRefused.wording { try vault.endGrant(number) }
    return Answer(
      JSONObject([("ended", .string("G-\(number)"))]),
      "G-\(number) has ended: its key is gone, and nothing written from now on is given to it. What was read stays read; casevault grant show G-\(number) says what that was"
    )
  }
}
