import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault recovery stop`: nobody's key is recovered.
struct RecoveryStop: VaultCommand {
  static let synopsis = "casevault recovery stop NUMBER"
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "Stop a recovery: an officer does, or whose key it is.",
    usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .recovery)
  var number: UInt64?

  var missing: TerminalText? { number == nil ? "the recovery's number" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let number = try session.questions.number(number, of: "the recovery's number")
    try RecoveryRefused.wording { try vault.stopRecovery(number) }
    return Answer(
      JSONObject([("stopped", .integer(Int64(number)))]),
      "the recovery under number \(number) is stopped; pieces that were contributed to it serve no other"
    )
  }
}
