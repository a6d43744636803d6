import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault conflict list`: the register.
struct ConflictList: VaultCommand {
  static let synopsis = "casevault conflict list"
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show who is kept from which case file.", usage: synopsis,
    discussion: "Reasons are shown to auditors and privacy officers, and recorded first.")

  @OptionGroup var options: GlobalOptions

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let conflicts = try vault.conflicts(to: session.screen.destination)
    let members = try vault.members()
    let names = members.names
    let result = JSONObject([
      ("conflicts", .array(conflicts.map { .object(Self.facts(of: $0, names)) }))
    ])
    let table = Table(
      [
        Table.Column("Client", weight: 5), Table.Column("Member", weight: 4, cutTo: 10),
        Table.Column("Since", weight: 3), Table.Column("Declared by", weight: 2, cutTo: 10),
        Table.Column("Reason", weight: 1, cutTo: 12),
      ],
      conflicts.map { conflict in
        [
          "\(conflict.client?.text ?? "")", members.listed(conflict.member), conflict.at.localDay,
          members.listed(conflict.declaredBy), Self.reason(of: conflict),
        ]
      }, empty: "no conflicts are declared")
    let gap = IncompleteList(conflicts.map(\.fault) + members.map(\.fault))
    return Answer(result, storedWords: conflicts.contains { $0.reason != nil }, fault: gap) {
      table.page($0)
    }
  }

  private static func facts(of conflict: DeclaredConflict, _ names: [MemberID: String])
    -> JSONObject
  {
    var facts = JSONObject([
      ("client", .string(conflict.client?.text ?? "")),
      ("file", .string(conflict.file.hexadecimal)),
      ("member", .string(conflict.member.hexadecimal)),
    ])
    facts.append("name", ifPresent: names[conflict.member].map { .string($0) })
    facts.append("declaredBy", .string(conflict.declaredBy.hexadecimal))
    facts.append("since", .string(conflict.at.text))
    facts.append("reason", ifPresent: conflict.reason.map { .string($0) })
    facts.append("hasReason", .bool(conflict.hasReason))
    facts.append("fault", ifPresent: conflict.fault.map { .object($0.facts) })
    return facts
  }

  private static func reason(of conflict: DeclaredConflict) -> TerminalText {
    if let reason = conflict.reason { return "\(reason)" }
    if conflict.fault != nil { return .unopened }
    return conflict.hasReason ? "(sealed)" : ""
  }
}
