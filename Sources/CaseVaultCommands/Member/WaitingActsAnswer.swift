import CaseVault
import Casework
import System

/// What waits for a second member, as a list.
struct WaitingActsAnswer {
  private let acts: [WaitingAct]
  private let names: [MemberID: String]
  private let takings: TakingWords

  init(_ acts: [WaitingAct], naming names: [MemberID: String], takings: TakingWords) {
    (self.acts, self.names, self.takings) = (acts, names, takings)
  }

  var answer: Answer {
    let result = JSONObject([("waiting", .array(acts.map { .object(facts(of: $0)) }))])
    let table = Table(
      [
        Table.Column("Number", weight: 5, isNumber: true),
        Table.Column("What", weight: 5, brokenAt: 16), Table.Column("As", weight: 4, brokenAt: 14),
        Table.Column("Proposed by", weight: 2, brokenAt: 11),
        Table.Column("On", weight: 1), Table.Column("You", weight: 3, brokenAt: 10),
      ],
      acts.map { act in
        [
          "\(act.number)", Self.what(act), Self.roles(act), act.by.map { "\($0)" } ?? .unopened,
          act.at.localText,
          said(act),
        ]
      }, empty: "nothing waits for approval")
    return Answer(result, fault: IncompleteList(acts.map(\.fault))) { layout in
      ([table.page(layout)] + (overtaken + takenAgain).map { layout.sentences($0) })
        .joined(separator: "\n\n")
    }
  }

  /// Of each that nobody can approve any more, why.
  private var overtaken: [TerminalText] {
    acts.compactMap { act in
      act.overtaken?.sentence(on: act.number) { member in
        names[member].map { "\($0)" } ?? .unopened
      }
    }
  }

  /// Of each that goes on from an older copy, what it takes away again.
  private var takenAgain: [TerminalText] {
    acts.compactMap { act in
      guard let restored = act.content as? VaultRestored, !restored.taken.isEmpty else {
        return nil
      }
      let closed: TerminalText = act.closed.isEmpty ? "" : "\n\(.closedByRestoring(act.closed))"
      return
        "number \(act.number) takes away again:\n\(takings.lines(takenAgain: restored.taken.takings))\(closed)"
    }
  }

  private func facts(of act: WaitingAct) -> JSONObject {
    var facts = JSONObject([
      ("number", .integer(Int64(act.number))),
      ("act", .string(type(of: act.content).code)),
    ])
    facts.append("by", ifPresent: act.by.map { .string($0) })
    facts.append("at", .string(act.at.text))
    facts.append("canApprove", .bool(act.answer == .yes && act.overtaken == nil))
    act.overtaken?.write(to: &facts)
    facts.append("fault", ifPresent: act.fault.map { .object($0.facts) })
    if let member = (act.content as? MemberEnrolled)?.member {
      facts.append("name", ifPresent: act.newcomer.map { .string($0) })
      facts.append("roles", .array(member.roles.map { .string($0.code) }))
      facts.append("fingerprint", ifPresent: member.device.fingerprint.map { .string($0) })
    }
    if let setUp = act.content as? RecoverySetUp {
      let keys = setUp.keys
      facts.append("officers", .array(keys.main.officers.map { .string($0.hexadecimal) }))
      facts.append("quorum", .integer(Int64(keys.main.quorum)))
      facts.append(
        "processQuorum", ifPresent: keys.process.map { .integer(Int64($0.quorum)) })
      facts.append("givesUp", .integer(Int64(setUp.givesUp)))
    }
    if let restored = act.content as? VaultRestored {
      facts.append("takenAgain", takings.facts(takenAgain: restored.taken.takings))
      facts.append("closed", .array(act.closed.map { .string($0.text) }))
    }
    if let leaver = act.leaver {
      facts.append("member", .string(leaver.id.hexadecimal))
      facts.append("memberName", ifPresent: leaver.name.map { .string($0) })
    }
    if let owner = act.owner {
      facts.append("member", .string(owner.id.hexadecimal))
      facts.append("memberName", ifPresent: owner.name.map { .string($0) })
    }
    if let changed = act.changed, let roles = (act.content as? RolesSet)?.after {
      facts.append("member", .string(changed.id.hexadecimal))
      facts.append("memberName", ifPresent: changed.name.map { .string($0) })
      facts.append("roles", .array(roles.map { .string($0.code) }))
    }
    if let pair = act.clearing {
      facts.append("member", .string(pair.member.id.hexadecimal))
      facts.append("memberName", ifPresent: pair.member.name.map { .string($0) })
      facts.append("client", ifPresent: pair.client.map { .string($0.text) })
    }
    if let pair = act.supervision {
      facts.append("member", .string(pair.member.id.hexadecimal))
      facts.append("memberName", ifPresent: pair.member.name.map { .string($0) })
      facts.append("supervisor", .string(pair.supervisor.id.hexadecimal))
      facts.append("supervisorName", ifPresent: pair.supervisor.name.map { .string($0) })
      if !act.closes.isEmpty {
        let numbers = act.closes.compactMap { ClientNumber($0)?.text }
        facts.append("closes", .array(numbers.map { .string($0) }))
      }
    }
    return facts
  }

  static func what(_ act: WaitingAct) -> TerminalText {
    if act.content is VaultRestored { return "go on from an older copy" }
    if let leaver = act.leaver { return "\(leaver.shownName) leaves" }
    if let owner = act.owner, let device = (act.content as? DeviceRevoked)?.device {
      return "revoke \(owner.shownName)'s device \(device.short)"
    }
    if let changed = act.changed { return "\(changed.shownName)'s roles" }
    if let pair = act.clearing {
      return
        "no conflict of \(pair.member.shownName) with \(pair.client?.text ?? "a client") any more"
    }
    if let pair = act.supervision {
      let supervises: TerminalText =
        act.content is MemberSupervised ? "supervises" : "no longer supervises"
      return "\(pair.supervisor.shownName) \(supervises) \(pair.member.shownName)"
    }
    if let setUp = act.content as? RecoverySetUp {
      return
        "divide a new recovery key among \(setUp.keys.main.officers.count) officers, \(setUp.keys.main.quorum) of whom it takes"
    }
    guard act.content is MemberEnrolled else { return "\(type(of: act.content).code)" }
    return "enrol \(act.newcomer.map { "\($0)" } ?? TerminalText.unopened)"
  }

  /// In a column of their own: whatever else is cut, nobody approves a role that they did not see.
  private static func roles(_ act: WaitingAct) -> TerminalText {
    let roles =
      (act.content as? MemberEnrolled)?.member.roles ?? (act.content as? RolesSet)?.after ?? []
    return TerminalText.list(roles.map(\.title))
  }

  private func said(_ act: WaitingAct) -> TerminalText {
    guard act.overtaken == nil else { return "overtaken" }
    return switch act.answer {
    case .yes: "may approve"
    case .lacksPower: "may not approve"
    case .byAnother: "proposed it"
    case .concernsYou: "are concerned"
    case .lapsed: "too late"
    case .waits(let until): "from \(until.localTextWithZone)"
    }
  }
}
