import ArgumentParser
import Foundation
import Testing

@testable import CaseVaultCommands

/// Usage lines against what the parser and the commands take: whoever copies one gets what it says.
@Suite struct UsageLineTests {
  /// The parser's own telling of a command and all below it.
  private struct Told: Decodable {
    let command: Described
  }

  private struct Described: Decodable {
    let commandName: String
    let shouldDisplay: Bool?
    let subcommands: [Described]?
    let arguments: [Taken]?
  }

  private struct Taken: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }
    let kind: String
    let names: [Name]?
    let valueName: String?

    /// As a usage line writes it.
    var written: String {
      kind == "positional"
        ? (valueName ?? "").uppercased()
        : "--" + (names?.first { $0.kind == "long" }?.name ?? "")
    }
  }

  /// What every command understands, which its usage line need not repeat.
  private static let general: Set<String> = [
    "--vault", "--key", "--passphrase-fd", "--json", "--version", "--help",
  ]

  /// Every command that people are shown, with its usage line and what the parser takes for it.
  private static func commands() throws -> [(type: any Command.Type, takes: Set<String>)] {
    let told = try JSONDecoder().decode(Told.self, from: Data(CaseVaultCommand._dumpHelp().utf8))
    var found: [(any Command.Type, Set<String>)] = []
    func look(_ type: any ParsableCommand.Type, _ described: Described) {
      for below in type.configuration.subcommands where below.configuration.shouldDisplay {
        let name = below.configuration.commandName
        if let one = described.subcommands?.first(where: { $0.commandName == name }) {
          look(below, one)
        }
      }
      guard let command = type as? any Command.Type else { return }
      found.append((command, Set((described.arguments ?? []).map(\.written))))
    }
    look(CaseVaultCommand.self, told.command)
    return found
  }

  private static func words(of usage: String) -> [String] {
    usage.split { " []()|…,\n".contains($0) }.map(String.init)
  }

  @Test func `a usage line has every option and argument that there is, and no other`() throws {
    let commands = try Self.commands()
    try #require(commands.count > 60)
    for (type, takes) in commands {
      let written = Set(Self.words(of: type.synopsis))
      #expect(
        takes.subtracting(Self.general).subtracting(written) == [], "\(type.synopsis)")
      let options = written.filter { $0.hasPrefix("--") }
      #expect(options.subtracting(Self.general).subtracting(takes) == [], "\(type.synopsis)")
    }
  }

  /// What stands for a word in capitals, where not any word does.
  private static let values = [
    "NUMBER": "3", "ROLE": "clinician", "DURATION": "8h", "KIND": "progress", "ENTRY": "4",
  ]

  /// The first way to write a command, without what may be left out.
  private static func least(of usage: String) -> [String] {
    var text = usage
    for _ in 0..<3 {
      text = text.replacing(/\[[^\[\]]*\]/, with: "")
    }
    text = text.replacing(/\(([^()|]*)\|[^()]*\)/) { String($0.1) }
    let first = text.split(separator: "|").first.map(String.init) ?? ""
    return words(of: first).map { values[$0] ?? $0 }
  }

  @Test func `what a usage line does not put in brackets is enough for the command`() throws {
    for (type, _) in try Self.commands() {
      guard let vaultCommand = type as? any VaultCommand.Type else { continue }
      func check<Some: VaultCommand>(_ type: Some.Type) throws {
        let typed = Self.least(of: type.synopsis).drop { $0 == "casevault" }
        let rest = typed.drop {
          $0.allSatisfy { $0.isLowercase || $0 == "-" } && !$0.hasPrefix("--")
        }
        let command = try type.parse(Array(rest))
        #expect(command.missing == nil, "casevault \(typed.joined(separator: " "))")
      }
      try check(vaultCommand)
    }
  }
}
