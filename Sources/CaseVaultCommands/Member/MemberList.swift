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
    let members = try vault.members().sorted {
      ($0.since, $0.name ?? "") < ($1.since, $1.name ?? "")
    }
    let recoveries = try vault.state.recoveries
    let recovered = { (member: KnownMember) -> TerminalText in
      recoveries[member.id].map {
        $0.isExecutor ? ", executor" : ", new key on \($0.at.localDay)"
      } ?? ""
    }
    let result = members.map { JSONValue.object(Self.facts(of: $0, in: vault)) }
    let table = Table(
      [
        Table.Column("Name", weight: 4, cutTo: 12), Table.Column("Roles", weight: 3, cutTo: 12),
        Table.Column("Supervised by", weight: 2, cutTo: 12), Table.Column("Since", weight: 2),
        Table.Column("Id", weight: 1),
      ],
      members.map { member in
        [
          "\(member.shownName)\(member.id == vault.member ? " (you)" : "")\(recovered(member))",
          Self.roles(of: member),
          TerminalText.list(member.supervisors.map { members.listed($0).string }),
          member.since.localDay,
          member.shortID,
        ]
      }, empty: "nobody is a member yet")
    let gap = IncompleteList(members.map(\.fault))
    return Answer(JSONObject([("members", .array(result))]), fault: gap) { table.page($0) }
  }

  private static func roles(of member: KnownMember) -> TerminalText {
    member.left.map { "left on \($0.localDay)" } ?? TerminalText.list(member.roles.map(\.title))
  }

  private static func facts(of member: KnownMember, in vault: Vault) -> JSONObject {
    var facts = JSONObject([("id", .string(member.id.hexadecimal))])
    facts.append("name", ifPresent: member.name.map { .string($0) })
    facts.append("roles", .array(member.roles.map { .string($0.code) }))
    facts.append("devices", .array(member.devices.map { .string($0.hexadecimal) }))
    facts.append("supervisors", .array(member.supervisors.map { .string($0.hexadecimal) }))
    facts.append("since", .string(member.since.text))
    facts.append("left", ifPresent: member.left.map { .string($0.text) })
    let recovery = try? vault.state.recoveries[member.id]
    facts.append("recovered", ifPresent: recovery.map { .string($0.at.text) })
    facts.append("you", .bool(member.id == vault.member))
    facts.append("fault", ifPresent: member.fault.map { .object($0.facts) })
    return facts
  }
}

extension MemberID {
  /// As many digits as are shown, and can be typed.
  var shortID: TerminalText { "\(String(hexadecimal.prefix(8)))" }
}

extension KnownMember {
  /// As many digits of the id as are shown, and can be typed.
  var shortID: TerminalText { id.shortID }

  /// The name, or that there is none to be had.
  var shownName: TerminalText { name.map { "\($0)" } ?? .unopened }
}

extension [KnownMember] {
  /// A colleague's name in a list, and that they have left where they have.
  func listed(_ id: MemberID) -> TerminalText {
    guard let known = first(where: { $0.id == id }) else { return .unopened }
    return known.left == nil ? known.shownName : "\(known.shownName) (has left)"
  }

  /// The names that can be opened, by member.
  var names: [MemberID: String] {
    reduce(into: [:]) { names, member in names[member.id] = member.name }
  }
}
