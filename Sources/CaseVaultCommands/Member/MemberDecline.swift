import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault member decline`: turns down what waits, or takes back what one proposed.
struct MemberDecline: VaultCommand {
  static let synopsis = "casevault member decline NUMBER"
  static let configuration = CommandConfiguration(
    commandName: "decline", abstract: "Turn down what waits for approval.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The number under which it waits.", valueName: "number"))
  var number: UInt64?

  var missing: TerminalText? { number == nil ? "the number under which it waits" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let number = try session.questions.number(number, of: "the number under which it waits")
    try vault.withdraw(number)
    return Answer(
      JSONObject([("declined", .integer(Int64(number)))]), "number \(number) is declined")
  }
}
