import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault member approve`: lists what waits for a second member, and approves one of it.
struct MemberApprove: VaultCommand {
  static let synopsis = "casevault member approve [NUMBER]"
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "List what waits for approval, or approve it.",
    usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The number under which it waits.", valueName: "number"))
  var number: UInt64?

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let waiting = try vault.waitingActs()
    guard let number else { return WaitingActsAnswer(waiting).answer }
    let act = waiting.first { $0.number == number }
    // Nobody is taken in whose name, or whose proposer's, cannot be read.
    if let fault = act?.fault { throw fault }
    if let act, let name = act.newcomer, let fingerprint = act.fingerprint {
      try FingerprintCheck(fingerprint, of: name).passes(asking: session.questions)
    }
    try vault.approve(number)
    let sentence: TerminalText =
      act?.newcomer.map {
        "\($0) is a member now.\n\nNext: hand them a ticket: casevault vault ticket --out FILE"
      } ?? "number \(number) is approved"
    return Answer(JSONObject([("approved", .integer(Int64(number)))]), sentence)
  }
}
