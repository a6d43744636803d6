import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault client list`: everybody whose name you may know.
struct ClientList: VaultCommand {
  static let synopsis = "casevault client list"
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show the clients.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let clients = try vault.clients()
    let table = Table(
      [
        Table.Column("Number", weight: 3), Table.Column("Name", weight: 4, cutTo: 12),
        Table.Column("Since", weight: 2), Table.Column("File", weight: 1),
      ],
      clients.map { client in
        [
          "\(client.number?.text ?? "")", "\(client.name.text)", client.opened.localDay,
          client.isOpen ? "yours" : "not yours",
        ]
      }, empty: "no clients yet: casevault client add NAME")
    let list = clients.map { JSONValue.object($0.facts) }
    return Answer(JSONObject([("clients", .array(list))]), storedWords: true) { table.page($0) }
  }
}

extension Client {
  /// A client in `--json`.
  var facts: JSONObject {
    JSONObject([
      ("client", .string(number?.text ?? "")), ("name", .string(name.text)),
      ("file", .string(file.hexadecimal)), ("opened", .string(opened.text)),
      ("assigned", .array(assigned.map { .string($0.hexadecimal) })), ("open", .bool(isOpen)),
    ])
  }
}
