import CaseVault
import Casework
import System

/// What was taken away, in words: as a restoring takes it away again, or as it runs again until somebody
/// does.
struct TakingWords {
  private let people: [MemberID: KnownMember]
  private let state: VaultState
  private let me: MemberID

  init(in vault: Vault) throws {
    people = Dictionary(
      try vault.members().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    state = try vault.state
    me = vault.member
  }

  /// As the restoring has it.
  func again(_ taking: Taking) -> TerminalText {
    switch taking {
    case .conflict(let member, let file):
      "\(name(member)) is kept from \(client(file)) by a conflict"
    case .grant(let number, let file): "G-\(number) on \(client(file)) is over"
    case .device(let device, let member): "\(name(member))'s device \(device.short) is revoked"
    case .member(let member): "\(name(member)) has left"
    case .role, .supervision, .assignment, .duty, .recoveryKey, .emergency, .request, .proposal,
      .recovery, .lockedOut:
      running(taking)
    }
  }

  /// As it is where nobody takes it away.
  func running(_ taking: Taking) -> TerminalText {
    switch taking {
    case .conflict(let member, let file):
      "\(name(member)) is not kept from \(client(file)) any more"
    case .grant(let number, let file): "G-\(number) on \(client(file)) runs"
    case .device(let device, let member): "\(name(member))'s device \(device.short) counts"
    case .member(let member): "\(name(member)) works here"
    case .role(let role, let member): "\(name(member)) is \(role.title)"
    case .supervision(let member, let supervisor):
      "\(name(supervisor)) supervises \(name(member))"
    case .assignment(let member, let file): "\(client(file)) is assigned to \(name(member))"
    case .duty(let member): "\(name(member)) is on duty"
    case .recoveryKey: "an earlier recovery key is in force, and who has its pieces"
    case .emergency(let number, let file):
      "E-\(number), by which \(state.emergency(number).map { name($0.opener) } ?? .unopened) opened \(client(file)), is open again"
    case .request(let number, let file):
      "G-\(number), a request for \(client(file)), waits for an answer again"
    case .proposal(let number): "number \(number), which was taken back or declined, waits again"
    case .recovery(let number, let member):
      "number \(number), the recovery begun for \(name(member)), is under way again"
    case .lockedOut(let member):
      "every device of \(name(member)) came in after the copy was made, and opens nothing here"
    }
  }

  func lines(takenAgain takings: [Taking]) -> TerminalText {
    takings.map { "- \(again($0))" }.joined(separator: "\n")
  }

  /// Commands stand on lines of their own, to be copied as they are.
  func lines(byHand takings: [Taking]) -> TerminalText {
    let commands = ByHandCommands(for: takings, in: state, of: me)
    return takings.map { "- \(running($0))\(commands.lines($0))" }.joined(separator: "\n")
  }

  /// One of them in one line.
  func line(byHand taking: Taking, among all: [Taking]) -> TerminalText {
    "\(running(taking)): \(ByHandCommands(for: all, in: state, of: me).command(taking))"
  }

  func facts(takenAgain takings: [Taking]) -> JSONValue {
    .array(takings.map { .object(facts(of: $0)) })
  }

  func facts(byHand takings: [Taking]) -> JSONValue {
    let commands = ByHandCommands(for: takings, in: state, of: me)
    return .array(
      takings.map { taking in
        var facts = facts(of: taking)
        let closes = commands.closes(taking)
        if !closes.isEmpty {
          facts.append("closes", .array(closes.map { .string($0.text) }))
          facts.append("first", .array(commands.first(taking).map { .string($0.string) }))
        }
        facts.append("command", .string(commands.command(taking).string))
        return .object(facts)
      })
  }

  private func facts(of taking: Taking) -> JSONObject {
    var facts = JSONObject([("what", .string(taking.code))])
    if let member = taking.member {
      facts.append("member", .string(member.hexadecimal))
      facts.append("memberName", ifPresent: people[member]?.name.map { .string($0) })
    }
    switch taking {
    case .conflict(_, let file), .assignment(_, let file):
      facts.append("client", .string(client(file).string))
    case .grant(let number, let file):
      facts.append("grant", .string("G-\(number)"))
      facts.append("client", .string(client(file).string))
    case .device(let device, _): facts.append("device", .string(device.hexadecimal))
    case .role(let role, _): facts.append("role", .string(role.code))
    case .supervision(_, let supervisor):
      facts.append("supervisor", .string(supervisor.hexadecimal))
      facts.append(
        "supervisorName", ifPresent: people[supervisor]?.name.map { .string($0) })
    case .emergency(let number, let file):
      facts.append("emergency", .string("E-\(number)"))
      facts.append("client", .string(client(file).string))
    case .request(let number, let file):
      facts.append("grant", .string("G-\(number)"))
      facts.append("client", .string(client(file).string))
    case .proposal(let number), .recovery(let number, _):
      facts.append("number", .integer(Int64(clamping: number)))
    case .member, .duty, .recoveryKey, .lockedOut: break
    }
    return facts
  }

  private func name(_ member: MemberID) -> TerminalText { people[member]?.shownName ?? .unopened }

  private func client(_ file: CaseFileID) -> TerminalText {
    state.file(file).flatMap { ClientNumber($0.number) }.map { "\($0.text)" } ?? "a case file"
  }
}

extension TerminalText {
  /// What comes of files that nobody opens any more.
  static func closedByRestoring(_ files: [ClientNumber]) -> TerminalText {
    "Nobody opens \(TerminalText.list(files.map(\.text))) then, unless recovery officers can give it to a colleague: casevault recovery start --file CLIENT --for MEMBER"
  }
}

extension RestoringClosesFiles: WordedError {
  var wording: Wording {
    let files = TerminalText.list(files.map(\.text))
    let regained: TerminalText =
      hasRecovery
      ? "to be regained by recovery officers" : "for good, as the copy has no recovery key"
    return Wording(
      .refused, "closes-files",
      "this device remembers that the only one who can open \(files) in that copy has left, or lost the device",
      hint:
        "to close it to everybody, \(regained): --leave-closed; to keep them as a member until they have handed it over: --keep-members"
    )
  }
}
