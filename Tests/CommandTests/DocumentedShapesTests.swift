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

  /// The documented cells by what they describe: a command, or a member that stands in several results.
  private var rows: [String: DocumentedShape] {
    var rows: [String: DocumentedShape] = [:]
    let results = documents.range(of: "\n## JSON\n").map { documents[$0.upperBound...] } ?? ""
    for line in results.split(separator: "\n")
    where line.hasPrefix("| `") || line.hasPrefix("| (none)") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 2 else { continue }
      let names = cells[0].split(separator: "`", omittingEmptySubsequences: false)
      for (index, name) in names.enumerated() where index % 2 == 1 {
        rows[String(name)] = DocumentedShape(cells[1])
      }
      if cells[0] == "(none)" { rows[""] = DocumentedShape(cells[1]) }
    }
    return rows
  }

  /// Every `--json` step of the scripts that answered: the command, and its result.
  private func printed(
    of rows: [String: DocumentedShape]
  ) throws -> [(command: String, result: [String: Any])] {
    try scripts.flatMap { try Script($0).steps.compactMap { try result(of: $0, rows) } }
  }

  private func result(
    of step: Script.Step, _ rows: [String: DocumentedShape]
  ) throws -> (command: String, result: [String: Any])? {
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
    return (known.first { rows[$0] != nil } ?? verbs.joined(separator: " "), result)
  }

  @Test func `what is printed is what is documented, at every depth`() throws {
    let rows = rows
    let printed = try printed(of: rows)
    for (command, result) in printed {
      let shape = try #require(rows[command], "\(command)")
      #expect(shape.differences(from: result, in: rows) == [], "of \(command)")
    }
    let commands = Set(rows.keys.filter { $0.isEmpty || $0.contains(" ") })
    #expect(commands.subtracting(printed.map(\.command)) == [], "no script prints it")
  }

  @Test func `a member too many, one too few, and one inside another are told`() {
    let rows = ["a b": DocumentedShape("`x`, `y?`, `list`: `z` (`w`)")]
    let differences = rows["a b"]?.differences(
      from: ["list": [["z": ["w": 1, "v": 2]], ["u": 3]], "q": 1], in: rows)
    #expect(differences == ["lacks x", "list: z: v", "list: lacks z", "list: u", "q"])
  }

  @Test func `every exit status is documented under its name`() {
    for status in ExitStatus.allCases {
      #expect(documents.contains("| \(status.rawValue) | \(status.name) |"))
    }
  }

  @Test func `every verb has its row among the results`() {
    let rows = rows
    let verbs = CaseVaultCommand.configuration.subcommands.flatMap { noun in
      // What nobody is shown, only this program starts.
      noun.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map {
        "\(noun.configuration.commandName ?? "") \($0.configuration.commandName ?? "")"
      }
    }
    #expect(verbs.count > 25)
    #expect(Set(verbs).subtracting(rows.keys) == [])
  }
}
