import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault member list`: who works here, and what they may do.
struct MemberList: VaultCommand {
  static let synopsis = "casevault member list"
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show who works here.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let members = try vault.members().sorted { ($0.since, $0.name) < ($1.since, $1.name) }
    let result = members.map { member in
      JSONValue.object(
        JSONObject([
          ("id", .string(member.id.hexadecimal)), ("name", .string(member.name)),
          ("roles", .array(member.roles.map { .string($0.code) })),
          ("devices", .array(member.devices.map { .string($0.hexadecimal) })),
          ("since", .string(member.since.text)), ("you", .bool(member.id == vault.member)),
        ]))
    }
    let table = Table(
      [
        Table.Column("Name", weight: 4, cutTo: 12), Table.Column("Roles", weight: 3, cutTo: 12),
        Table.Column("Since", weight: 2), Table.Column("Id", weight: 1),
      ],
      members.map { member in
        [
          "\(member.name)\(member.id == vault.member ? " (you)" : "")",
          TerminalText.list(member.roles.map(\.title)), member.since.localDay,
          "\(String(member.id.hexadecimal.prefix(8)))",
        ]
      }, empty: "nobody is a member yet")
    return Answer(JSONObject([("members", .array(result))])) { table.page($0) }
  }
}
