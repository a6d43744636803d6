import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault audit log`: who did what and when, without any content.
struct AuditLogCommand: VaultCommand {
  static let synopsis = "casevault audit log [--since NUMBER] [--limit NUMBER]"
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Show the latest entries of the log.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Option(help: ArgumentHelp("Begin with this entry.", valueName: "number"))
  var since: UInt64 = 0

  @Option(help: ArgumentHelp("Show at most this many, the latest.", valueName: "number"))
  var limit = 50

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit is at least 1") }
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let entries = try vault.entries(from: since, atMost: limit)
    let names = try vault.members().names
    let lines = EntryLines(names: names, state: try vault.state)
    let result = JSONObject([
      ("size", .integer(Int64(try vault.state.size))),
      ("entries", .array(try entries.map { .object(try lines.facts(of: $0)) })),
    ])
    let table = Table(
      [
        Table.Column("Entry", weight: 5, isNumber: true), Table.Column("At", weight: 3),
        Table.Column("By", weight: 2, cutTo: 8), Table.Column("Event", weight: 4, cutTo: 12),
        Table.Column("About", weight: 1, cutTo: 10),
      ], entries.map { lines.row(of: $0) }, empty: "no entries that you may see")
    return Answer(result) { table.page($0) }
  }
}
