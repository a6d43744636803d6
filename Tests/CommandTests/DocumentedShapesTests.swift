import ArgumentParser
import Foundation
import Testing

@testable import CaseVaultCommands

/// docs/commands.md against what the program prints: the members of every `--json` result that the
/// scripts hold the program to, and the exit statuses.
@Suite struct DocumentedShapesTests {
  private let documents: String
  private let scripts: [String]

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    documents = try String(
      contentsOf: root.appendingPathComponent("docs/commands.md"), encoding: .utf8)
    scripts = try ScriptTests.names.map { name in
      let url = try #require(
        Bundle.module.url(forResource: name, withExtension: "script", subdirectory: "Scripts"))
      return try String(contentsOf: url, encoding: .utf8)
    }
  }

  /// The documented rows by command, with everything that stands in backquotes.
  private var rows: [String: Set<String>] {
    var rows: [String: Set<String>] = [:]
    for line in documents.split(separator: "\n")
    where line.hasPrefix("| `") || line.hasPrefix("| (") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 2 else { continue }
      for command in quoted(cells[0]) { rows[command] = Set(quoted(cells[1])) }
      if cells[0] == "(none)" { rows[""] = Set(quoted(cells[1])) }
    }
    return rows
  }

  private func quoted(_ text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }
      .map { String($0.element.hasSuffix("?") ? $0.element.dropLast() : $0.element) }
  }

  /// Every `--json` step of the scripts that succeeded: the command, and the members of its result.
  private func printed() throws -> [(command: String, members: Set<String>)] {
    try scripts.flatMap { try Script($0).steps.compactMap { try members(printedBy: $0) } }
  }

  private func members(printedBy step: Script.Step) throws -> (
    command: String, members: Set<String>
  )? {
    let words = Script.words(of: step.command)
    guard words.contains("--json"), step.person != "sh", step.said.output.first == "{" else {
      return nil
    }
    // A mask may have taken the letter of an escape along: `\n` before a key in base64.
    let text = step.said.output.joined(separator: "\n").replacingOccurrences(of: "\\{", with: "{")
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let result = try #require(object?["result"] as? [String: Any], "\(step.command)")
    let noun = words.first { !$0.hasPrefix("-") } ?? ""
    let verbs = words.drop { $0 != noun }.prefix { !$0.hasPrefix("-") }
    let known = (1...3).reversed().map { verbs.prefix($0).joined(separator: " ") }
    return (known.first { rows[$0] != nil } ?? verbs.joined(separator: " "), Set(result.keys))
  }

  /// What a row says by reference to another.
  private func documented(_ command: String) -> Set<String> {
    var names = rows[command] ?? []
    for other in ["audit verify", "vault status"] where names.contains(other) {
      names.formUnion(rows[other] ?? [])
    }
    if command == "client show" { names.formUnion(rows["client list"] ?? []) }
    if command == "note show" { names.formUnion(rows["note list"] ?? []) }
    if command == "audit show" { names.formUnion(rows["audit log"] ?? []) }
    return names
  }

  @Test func `every member that is printed is documented`() throws {
    let printed = try printed()
    #expect(Set(printed.map(\.command)).count > 15)
    for (command, members) in printed {
      #expect(members.subtracting(documented(command)) == [], "of \(command)")
    }
  }

  @Test func `every exit status is documented under its name`() {
    for status in ExitStatus.allCases {
      #expect(documents.contains("| \(status.rawValue) | \(status.name) |"))
    }
  }

  @Test func `every verb has its row among the results`() {
    let verbs = CaseVaultCommand.configuration.subcommands.flatMap { noun in
      noun.configuration.subcommands.map {
        "\(noun.configuration.commandName ?? "") \($0.configuration.commandName ?? "")"
      }
    }
    #expect(verbs.count > 25)
    #expect(Set(verbs).subtracting(rows.keys) == [])
  }
}
