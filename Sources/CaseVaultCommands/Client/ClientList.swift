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
          "\(client.number?.text ?? "")", client.shownName, client.opened.localDay,
          client.accessWords(for: vault.member),
        ]
      }, empty: "no clients yet: casevault client add NAME")
    let list = clients.map { JSONValue.object($0.facts) }
    let gap = IncompleteList(clients.map(\.fault))
    return Answer(JSONObject([("clients", .array(list))]), storedWords: true, fault: gap) {
      table.page($0)
    }
  }
}

extension Client {
  /// A client in `--json`.
  var facts: JSONObject {
    var facts = JSONObject([("client", .string(number?.text ?? ""))])
    facts.append("name", ifPresent: name.map { .string($0.text) })
    facts.append("file", .string(file.hexadecimal))
    facts.append("opened", .string(opened.text))
    facts.append("assigned", .array(assigned.map { .string($0.hexadecimal) }))
    facts.append("open", .bool(access == .open))
    if case .granted(let until) = access { facts.append("grantedUntil", .string(until.text)) }
    if case .emergency(let until) = access {
      facts.append("emergencyUntil", .string(until.text))
    }
    facts.append("keyOnItsWay", .bool(access == .keyOnItsWay))
    facts.append("fault", ifPresent: fault.map { .object($0.facts) })
    return facts
  }

  /// The name, or that there is none to be had.
  var shownName: TerminalText {
    name.map { "\($0.text)" } ?? (access == .keyOnItsWay ? "(key on its way)" : .unopened)
  }

  fileprivate func accessWords(for member: MemberID) -> TerminalText {
    switch access {
    case .open: assigned.contains(member) ? "yours" : "supervised"
    case .keyOnItsWay: "key on its way"
    case .granted(let until): "granted until \(until.localTextWithZone)"
    case .emergency(let until): "emergency until \(until.localTextWithZone)"
    case .closed: "not yours"
    }
  }
}

extension TerminalText {
  /// What stands in a list in the place of what could not be opened.
  static let unopened: TerminalText = "(cannot be opened)"
}
