import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault client show`: one client, and who works with them.
struct ClientShow: VaultCommand {
  static let synopsis = "casevault client show CLIENT"
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a client's case file without its notes.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .client)
  var client: String?

  var missing: TerminalText? { client == nil ? "the client" : nil }

  private static func why(_ access: Client.Access) -> TerminalText {
    switch access {
    case .keyOnItsWay: "the file's key comes with the next command of a colleague who has it"
    case .granted(let until): "a part is open to you until \(until.localTextWithZone)"
    case .emergency(let until): "open to you in an emergency until \(until.localTextWithZone)"
    case .open, .closed: "the file is not assigned to you"
    }
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let client = try ClientChoice(in: vault, asking: session.questions).client(client)
    // Whose name they may not know, they may not look into either.
    if client.access == .closed, client.name == nil {
      try vault.check([Act(.listFiles, on: .file(client.file))])
    }
    let assigned = try vault.members().filter { client.assigned.contains($0.id) }
    let gap = IncompleteList([client.fault] + assigned.map(\.fault))
    let names = assigned.compactMap(\.name)
    let shown = assigned.compactMap { one in
      one.name.map { one.left == nil ? $0 : "\($0) (has left)" }
    }
    let notes = try client.access == .open ? vault.notes(of: client.file).count : nil
    var result = client.facts
    result.append("assignedNames", .array(names.map { .string($0) }))
    result.append("notes", ifPresent: notes.map { .integer(Int64($0)) })
    let count = notes.map { "\($0)" } ?? Self.why(client.access)
    return Answer(
      result, storedWords: true, fault: gap,
      """
      number    \(client.number?.text ?? "")
      name      \(client.shownName)
      since     \(client.opened.localText)
      assigned  \(TerminalText.list(shown))
      notes     \(count)
      """)
  }
}
