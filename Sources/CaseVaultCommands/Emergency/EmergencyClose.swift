import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault emergency close`: ends an emergency before its time.
struct EmergencyClose: VaultCommand {
  static let synopsis = "casevault emergency close EMERGENCY"
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "End an emergency before its time.", usage: synopsis,
    discussion: """
      Your own; supervisors, privacy officers and those who work in the case file end anybody's. A C-number means your own there. The case file's \
      key is then exchanged by a colleague who works in it, and the review is still to come.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .emergency)
  var emergency: String?

  var missing: TerminalText? { emergency == nil ? "the emergency" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let number = try EmergencyNumber.read(emergency, in: vault, session.questions)
    try EmergencyRefused.wording([:]) { try vault.closeEmergency(number) }
    return Answer(
      JSONObject([("closed", .string("E-\(number)"))]),
      "E-\(number) is closed, and waits for its review; the case file's key is exchanged with the next command of a colleague who works in it"
    )
  }
}
