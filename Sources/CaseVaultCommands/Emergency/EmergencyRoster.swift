import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault emergency roster`: who is on duty, and who is from now on.
struct EmergencyRoster: VaultCommand {
  static let synopsis =
    "casevault emergency roster [--set MEMBER,MEMBER | --add MEMBER | --remove MEMBER | --clear]"
  static let configuration = CommandConfiguration(
    commandName: "roster", abstract: "Show who is on duty, or say who is.", usage: synopsis,
    discussion: """
      Supervisors and privacy officers set it; nobody puts themselves on it. Who is on duty gets the key of those \
      on duty from a colleague who has it, with that one's next command: add who comes before you remove who \
      goes. --clear has every case file's key exchanged by whoever works in it, which takes from those who were \
      on duty what they could have kept.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(
    help: ArgumentHelp("Exactly these, with commas between.", valueName: "members"))
  var set: String?

  @Option(help: ArgumentHelp("This one as well.", valueName: "member"))
  var add: String?

  @Option(help: ArgumentHelp("This one no longer.", valueName: "member"))
  var remove: String?

  @Flag(help: "Nobody.")
  var clear = false

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let changes = [set, add, remove].compactMap(\.self).count + (clear ? 1 : 0)
    guard changes < 2 else { throw TwoChangesOfRoster() }
    let members = try vault.members()
    if changes == 1 {
      try vault.demand(.setRoster)
      try EmergencyRefused.wording(members.names) {
        try vault.changeRoster(try change(in: vault, session))
      }
    }
    return RosterAnswer(try vault.roster(), members, in: try vault.state, changed: changes == 1)
      .answer
  }

  private func change(in vault: Vault, _ session: Session) throws -> RosterChange {
    if clear { return .set([]) }
    if let add { return .add(try member(add, in: vault, session)) }
    if let remove { return .remove(try member(remove, in: vault, session)) }
    let words = (set ?? "").split(separator: ",").map { UTF8Text.trimmed(String($0)) }
    guard !words.isEmpty, !words.contains("") else { throw NobodyNamed() }
    return .set(try words.map { try member($0, in: vault, session) })
  }

  private func member(_ typed: String, in vault: Vault, _ session: Session) throws -> MemberID {
    try MemberChoice(in: vault, asking: session.questions).member(
      typed, as: "a colleague", option: "--add MEMBER"
    ).id
  }
}

/// The roster as it is now.
private struct RosterAnswer {
  private let roster: DutyRoster
  private let members: [KnownMember]
  private let isSolo: Bool
  private let changed: Bool

  init(_ roster: DutyRoster, _ members: [KnownMember], in state: VaultState, changed: Bool) {
    (self.roster, self.members, self.changed) = (roster, members, changed)
    isSolo = state.preset == .solo
  }

  var answer: Answer {
    let names = members.names
    let listed = roster.members.map { member in
      var facts = JSONObject([("member", .string(member.hexadecimal))])
      facts.append("name", ifPresent: names[member].map { .string($0) })
      facts.append("hasKey", .bool(roster.holders.contains(member)))
      if roster.keptBack.contains(member) { facts.append("waitsForExchange", .bool(true)) }
      return JSONValue.object(facts)
    }
    let result = JSONObject([
      ("onDuty", .array(listed)), ("caseFiles", .integer(Int64(roster.files))),
      ("beyondReach", .integer(Int64(roster.beyondReach))),
      ("closedToAll", .integer(Int64(roster.closedToAll))),
    ])
    return Answer(result, fault: IncompleteList(members.map(\.fault))) { layout in
      lines(names).map { layout.sentences($0) }.joined(separator: "\n")
    }
  }

  private func lines(_ names: [MemberID: String]) -> [TerminalText] {
    if isSolo {
      return [
        "a practice of one person has no duty roster: every case file is yours already, and nobody else could be called"
      ]
    }
    guard !roster.members.isEmpty else {
      let now: TerminalText = changed ? "nobody is on duty now" : "nobody is on duty"
      return [
        "\(now): in an emergency a case file is open to those who work in it and nobody else; casevault emergency roster --add MEMBER"
      ]
    }
    let people = TerminalText.list(
      roster.members.map { names[$0] ?? String($0.hexadecimal.prefix(8)) })
    var lines: [TerminalText] = ["on duty: \(people)"]
    if let waiting = waiting(names) { lines.append(waiting) }
    if !roster.keptBack.isEmpty {
      lines.append(
        "kept from a case file that this key still opens: \(Self.list(roster.keptBack, names)); no key before somebody who works in that file has run a command; where nobody does, casevault emergency roster --clear, and then --set"
      )
    }
    if roster.closedToAll > 0 {
      lines.append(
        "\(TerminalText.count(roster.closedToAll, "case file has", "case files have")) a conflict with everybody on duty, and nobody to open \(roster.closedToAll == 1 ? "it" : "them") in an emergency: casevault emergency roster --add MEMBER"
      )
    }
    let waiting = roster.beyondReach - roster.closedToAll
    if waiting > 0 {
      lines.append(
        "\(TerminalText.count(waiting, "case file", "case files")) of \(roster.files) cannot be opened in an emergency yet: the key comes with the next commands of those who work in them"
      )
    }
    return lines
  }

  /// Who has no key yet, and where it comes from.
  private func waiting(_ names: [MemberID: String]) -> TerminalText? {
    let without = roster.members.filter {
      !roster.holders.contains($0) && !roster.keptBack.contains($0)
    }
    guard !without.isEmpty else { return nil }
    let people = Self.list(without, names)
    if !roster.holders.isEmpty {
      let givers = Self.list(roster.holders, names)
      return "no key yet: \(people); it comes with the next command of \(givers)"
    }
    guard !roster.formerHolders.isEmpty else {
      return "no key yet: \(people); it is made with the next command of one of those on duty"
    }
    return
      "no key yet: \(people); it comes with the next command of \(Self.list(roster.formerHolders, names)), who was on duty until now. Where that cannot be waited for: casevault emergency roster --clear, and then --set; the case files are then sealed anew by those who work in them"
  }

  private static func list(_ members: [MemberID], _ names: [MemberID: String]) -> TerminalText {
    .list(members.map { names[$0] ?? String($0.hexadecimal.prefix(8)) }, "or")
  }
}
