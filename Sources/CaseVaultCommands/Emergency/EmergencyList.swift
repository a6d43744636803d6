import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault emergency list`: who opened what, when, and what came of it.
struct EmergencyList: VaultCommand {
  static let synopsis = "casevault emergency list"
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show emergencies and their reviews.", usage: synopsis,
    discussion: """
      Those that you opened, that you may review, and those on case files that you work in.
      """)

  @OptionGroup var options: GlobalOptions

  var tellsOfEmergencies: Bool { true }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let members = try vault.members()
    let names = members.names
    let now = vault.now()
    let lines = try vault.emergencies().map {
      EmergencyLine($0.emergency, client: $0.client, names: names)
    }
    let result = JSONObject([("emergencies", .array(lines.map { .object($0.facts(at: now)) }))])
    let table = Table(
      [
        Table.Column("No", weight: 6), Table.Column("Client", weight: 5),
        Table.Column("Opened by", weight: 3, cutTo: 10), Table.Column("On", weight: 4),
        Table.Column("Because of", weight: 1, cutTo: 12),
        Table.Column("Now", weight: 2, brokenAt: 16),
        Table.Column("Review", weight: 4, brokenAt: 11),
      ],
      lines.map { line in
        [
          line.number, line.client, members.listed(line.emergency.opener),
          line.emergency.at.localText,
          "\(line.emergency.safety.title)", line.stage(at: now), line.review,
        ]
      }, empty: "no emergencies")
    return Answer(result, fault: IncompleteList(members.map(\.fault))) { table.page($0) }
  }
}
