import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault client rename`: another name for the same client.
struct ClientRename: VaultCommand {
  static let synopsis = "casevault client rename CLIENT NAME"
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give a client another name.", usage: synopsis,
    discussion: "The C-number stays, and the earlier name stays sealed in the file's history.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: .client)
  var client: String?

  @Argument(help: ArgumentHelp("The new name.", valueName: "name"))
  var name: String?

  var missing: TerminalText? {
    client == nil ? "the client" : name == nil ? "the new name" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let client = try ClientChoice(in: vault, asking: session.questions, to: .renameClient).client(
      client)
    let name = try ClientChoice.name(
      from: session.questions.value(name, of: "the new name", standard: client.name?.text))
    try vault.renameClient(client.file, to: name)
    let number = client.number?.text ?? ""
    let result = JSONObject([
      ("client", .string(number)), ("name", .string(name.text)),
      ("file", .string(client.file.hexadecimal)),
    ])
    return Answer(result, "\(number) is now \(name.text)")
  }
}
