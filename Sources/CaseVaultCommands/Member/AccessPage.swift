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
    let members = try vault.members()
    self.init(
      list, in: try vault.state, naming: members.names, gap: IncompleteList(members.map(\.fault)))
  }

  init(
    _ list: AccessList, in state: VaultState, naming names: [MemberID: String],
    gap: IncompleteList? = nil
  ) {
    (self.list, self.state, self.names, self.gap) = (list, state, names, gap)
  }

  var result: JSONObject {
    JSONObject([
      ("size", .integer(Int64(clamping: list.size))),
      ("access", .array(list.held.map { .object(facts(of: $0)) })),
      ("digest", .string(list.digest.hexadecimal)),
    ])
  }

  /// The list, and what there is to do about it.
  func text(_ layout: Layout) -> TerminalText {
    ([table.page(layout)] + leftovers.map { layout.sentences($0) }).joined(separator: "\n\n")
  }

  private var table: Table {
    Table(
      [
        Table.Column("Member", weight: 4, brokenAt: 10), Table.Column("File", weight: 5),
        Table.Column("Through", weight: 3, brokenAt: 16), Table.Column("Since", weight: 3),
        Table.Column("Entry", weight: 3, isNumber: true), Table.Column("Last used", weight: 3),
      ],
      list.held.map { access in
        [
          holder(of: access), "\(client(of: access)?.text ?? "")", through(access),
          access.since.localDay, "\(access.entry)", access.lastUse?.at.localText ?? "",
        ]
      }, empty: "nobody holds anything")
  }

  private func facts(of access: HeldAccess) -> JSONObject {
    var facts = JSONObject([("member", .string(access.member.hexadecimal))])
    facts.append("name", ifPresent: names[access.member].map { .string($0) })
    if access.hasLeft { facts.append("hasLeft", .bool(true)) }
    facts.append("client", ifPresent: client(of: access).map { .string($0.text) })
    facts.append("file", ifPresent: access.file.map { .string($0.hexadecimal) })
    append(access.through, to: &facts)
    facts.append("since", .string(access.since.text))
    facts.append("entry", .integer(Int64(clamping: access.entry)))
    let isFile = access.file != nil
    facts.append(
      isFile ? "lastRead" : "lastUsed", ifPresent: access.lastUse.map { .string($0.at.text) })
    facts.append(
      isFile ? "lastReadEntry" : "lastUsedEntry",
      ifPresent: access.lastUse.map { .integer(Int64(clamping: $0.entry)) })
    return facts
  }

  private func append(_ through: HeldAccess.Through, to facts: inout JSONObject) {
    func append(_ code: String, reaching reach: Int? = nil) {
      facts.append("through", .string(code))
      facts.append("reaches", ifPresent: reach.map { .integer(Int64($0)) })
    }
    switch through {
    case .assignment: append("assignment")
    case .supervision(let member):
      append("supervision")
      facts.append("of", .string(member.hexadecimal))
    case .grant(let number):
      append("grant")
      facts.append("grant", .string("G-\(number)"))
    case .grantLeft(let number):
      append("grant-left")
      facts.append("grant", .string("G-\(number)"))
      facts.append("droppedBy", .string(Self.drops))
    case .role(let kind):
      append("role")
      facts.append("key", .string(kind.code))
    case .duty(let reach): append("duty", reaching: reach)
    case .emergency(let number):
      append("emergency")
      facts.append("emergency", .string("E-\(number)"))
    case .keysLeft(let reach): append("keys-left", reaching: reach)
    case .roleLeft(let kind):
      append("role-left")
      facts.append("key", .string(kind.code))
    case .keyOf(let member):
      append("key-of")
      facts.append("of", .string(member.hexadecimal))
    case .recovery(let purpose, let quorum, let reach):
      append("recovery", reaching: reach)
      facts.append("key", .string(purpose.code))
      facts.append("quorum", .integer(Int64(quorum)))
    case .sheets(let reach): append("sheets", reaching: reach)
    case .executor(let reach): append("executor", reaching: reach)
    }
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

  func facts(of checked: CheckedAttestation) -> JSONObject {
    var facts = JSONObject([
      ("entry", .integer(Int64(clamping: checked.entry))),
      ("size", .integer(Int64(clamping: checked.attested.size))), ("at", .string(checked.at.text)),
    ])
    facts.append("by", ifPresent: names[checked.by].map { .string($0) })
    facts.append("member", ifPresent: checked.attested.member.map { .string($0.hexadecimal) })
    facts.append("digest", .string(checked.attested.digest.hexadecimal))
    return facts
  }

  func sentence(of checked: CheckedAttestation) -> TerminalText {
    let whose: TerminalText =
      checked.attested.member.map { "what \(name($0)) holds" } ?? "all of it"
    let signed: TerminalText =
      "Entry \(checked.entry): \(name(checked.by)) attested \(whose) on \(checked.at.localDay), as the log had it with \(TerminalText.count(Int(clamping: checked.attested.size), "entry", "entries"))"
    return checked.isRight
      ? "\(signed). That is the list above."
      : "\(signed). That is NOT the list above, which is what the log says."
  }

  func sentence(of last: (facts: AccessAttestation, comment: String?)?) -> TerminalText {
    guard let last else { return "Nobody has attested yet that this is as it ought to be." }
    let said: TerminalText = last.comment.map { ": \($0)" } ?? ""
    return
      "Last attested on \(last.facts.at.localDay) by \(name(last.facts.by)), in entry \(last.facts.entry), of the log with \(TerminalText.count(Int(clamping: last.facts.size), "entry", "entries")) (checked by casevault audit verify, and by casevault member attest --check \(last.facts.entry))\(said)"
  }

  private func client(of access: HeldAccess) -> ClientNumber? {
    access.file.flatMap { state.file($0) }.flatMap { ClientNumber($0.number) }
  }

  private func through(_ access: HeldAccess) -> TerminalText {
    switch access.through {
    case .assignment: "assigned"
    case .supervision(let member):
      "supervises \(name(member))\(state.hasLeft(member) ? " (has left)" : "")"
    case .grant(let number): "grant G-\(number)"
    case .grantLeft(let number): "grant G-\(number), over; its key is left"
    case .role(let kind): "role: \(kind.phrase)"
    case .duty(let reach): "on duty: \(Self.files(reach))"
    case .emergency(let number): "emergency E-\(number), open"
    case .keysLeft(let reach): "keys not exchanged yet: \(Self.files(reach))"
    case .roleLeft(let kind): "role lost, key not exchanged yet: \(kind.phrase)"
    case .keyOf(let member): "recovered \(name(member)), who has not exchanged the key yet"
    case .recovery(.main, let quorum, let reach):
      "recovery officer, \(quorum) together: \(Self.files(reach))"
    case .recovery(.process, let quorum, let reach):
      "recovery officer, \(quorum) together: psychotherapy notes of \(TerminalText.count(reach, "author", "authors"))"
    case .sheets(let reach): "two recovery sheets: \(Self.files(reach))"
    case .executor(let reach): "executor: \(Self.files(reach))"
    }
  }

  /// What takes away the key of a grant that is over.
  private static let drops = "casevault vault tend"

  /// What there is to do about grants that are over and whose keys are left; empty where there are none.
  private var leftovers: [TerminalText] {
    let left = list.held.count { if case .grantLeft = $0.through { true } else { false } }
    guard left > 0 else { return [] }
    return [
      "\(TerminalText.count(left, "grant is", "grants are")) over and left a key behind, which goes with anybody's next command: \(Self.drops)"
    ]
  }

  private static func files(_ count: Int) -> TerminalText {
    TerminalText.count(count, "case file", "case files")
  }

  private func holder(of access: HeldAccess) -> TerminalText {
    access.hasLeft ? "\(name(access.member)), who has left" : name(access.member)
  }

  private func name(_ member: MemberID) -> TerminalText {
    names[member].map { "\($0)" } ?? .unopened
  }
}
