import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault client add`: takes a client in, with a case file of their own.
struct ClientAdd: VaultCommand {
  static let synopsis = "casevault client add NAME"
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Take a client in and open a case file.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The client's name; quote it if it has spaces.", valueName: "name"))
  var name: String?

  var missing: TerminalText? { name == nil ? "the client's name" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let name = try ClientChoice.name(
      from: session.questions.value(name, of: "the client's name"))
    let file = try vault.addClient(named: name)
    let number = try vault.state.files[file].flatMap { ClientNumber($0.number) }
    let result = JSONObject([
      ("client", .string(number?.text ?? "")), ("name", .string(name.text)),
      ("file", .string(file.hexadecimal)),
    ])
    let short = number?.text ?? ""
    return Answer(
      result,
      """
      \(name.text) is \(short)

      Next: casevault note write \(short)
      """)
  }
}
