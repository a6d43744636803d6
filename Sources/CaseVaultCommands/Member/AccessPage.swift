import CaseVault
import Casework
import System

/// Who holds what, as a table and for programs. No name of a client stands in it.
struct AccessPage {
  private let list: AccessList
  private let state: VaultState
  private let names: [MemberID: String]
  /// Members whose names cannot be read.
  let gap: IncompleteList?

  init(_ list: AccessList, in vault: Vault) throws {
    self.list = list
    state = try vault.state
    let members = try vault.members()
    names = members.names
    gap = IncompleteList(members.map(\.fault))
  }

  var result: JSONObject {
    JSONObject([
      ("size", .integer(Int64(clamping: list.size))),
      ("access", .array(list.held.map { .object(facts(of: $0)) })),
      ("digest", .string(list.digest.hexadecimal)),
    ])
  }

  var table: Table {
    Table(
      [
        Table.Column("Member", weight: 4, cutTo: 10), Table.Column("File", weight: 5),
        Table.Column("Through", weight: 3, cutTo: 12), Table.Column("Since", weight: 3),
        Table.Column("Entry", weight: 3, isNumber: true), Table.Column("Last read", weight: 3),
      ],
      list.held.map { access in
        [
          name(access.member), "\(client(of: access)?.text ?? "")", through(access),
          access.since.localDay, "\(access.entry)", access.lastRead?.at.localText ?? "",
        ]
      }, empty: "nobody holds anything")
  }

  private func facts(of access: HeldAccess) -> JSONObject {
    var facts = JSONObject([("member", .string(access.member.hexadecimal))])
    facts.append("name", ifPresent: names[access.member].map { .string($0) })
    facts.append("client", ifPresent: client(of: access).map { .string($0.text) })
    facts.append("file", ifPresent: access.file.map { .string($0.hexadecimal) })
    switch access.through {
    case .assignment: facts.append("through", .string("assignment"))
    case .supervision(let member):
      facts.append("through", .string("supervision"))
      facts.append("of", .string(member.hexadecimal))
    case .grant(let number):
      facts.append("through", .string("grant"))
      facts.append("grant", .string("G-\(number)"))
    case .role(let kind):
      facts.append("through", .string("role"))
      facts.append("key", .string(kind.code))
    }
    facts.append("since", .string(access.since.text))
    facts.append("entry", .integer(Int64(clamping: access.entry)))
    facts.append("lastRead", ifPresent: access.lastRead.map { .string($0.at.text) })
    facts.append(
      "lastReadEntry", ifPresent: access.lastRead.map { .integer(Int64(clamping: $0.entry)) })
    return facts
  }

  func facts(of last: (facts: AccessAttestation, comment: String?)) -> JSONObject {
    var facts = JSONObject([
      ("entry", .integer(Int64(clamping: last.facts.entry))),
      ("size", .integer(Int64(clamping: last.facts.size))), ("at", .string(last.facts.at.text)),
    ])
    facts.append("by", ifPresent: names[last.facts.by].map { .string($0) })
    facts.append("comment", ifPresent: last.comment.map { .string($0) })
    return facts
  }

  func sentence(of last: (facts: AccessAttestation, comment: String?)?) -> TerminalText {
    guard let last else { return "Nobody has attested yet that this is as it ought to be." }
    let said: TerminalText = last.comment.map { ": \($0)" } ?? ""
    return
      "Last attested on \(last.facts.at.localDay) by \(name(last.facts.by)), in entry \(last.facts.entry)\(said)"
  }

  private func client(of access: HeldAccess) -> ClientNumber? {
    access.file.flatMap { state.file($0) }.flatMap { ClientNumber($0.number) }
  }

  private func through(_ access: HeldAccess) -> TerminalText {
    switch access.through {
    case .assignment: "assigned"
    case .supervision(let member): "supervises \(name(member))"
    case .grant(let number): "grant G-\(number)"
    case .role(let kind): "role: \(kind.phrase)"
    }
  }

  private func name(_ member: MemberID) -> TerminalText {
    names[member].map { "\($0)" } ?? .unopened
  }
}
