import CaseVault
import Casework
import System

/// How things stand with recovery, in words and as facts.
struct RecoveryWords {
  let members: [KnownMember]
  let state: VaultState
  let names: [MemberID: String]
  private let now: Moment

  init(of vault: Vault) throws {
    members = try vault.members()
    state = try vault.state
    names = members.names
    now = vault.now()
  }

  func name(_ member: MemberID) -> TerminalText { names[member].map { "\($0)" } ?? .unopened }

  /// For a question, where there is none to be had the id.
  func plainName(_ member: MemberID) -> String { names[member] ?? member.hexadecimal }

  func start(_ number: UInt64) -> RecoveryStart? { state.recovery?.starts[number] }

  func lapse(ofStart number: UInt64) -> TerminalText {
    start(number).map { $0.at.adding(RecoveryStart.lapsesAfter).localTextWithZone } ?? ""
  }

  /// What is still needed, "nothing" where it can be finished.
  func needed(byStart number: UInt64) -> TerminalText {
    guard let start = start(number), let recovery = state.recovery else { return "nothing" }
    let lacking = lacking(start, recovery).map { purpose, count in
      let what: TerminalText = purpose == .main ? "" : " for psychotherapy notes"
      return ("\(TerminalText.count(count, "officer", "officers"))\(what)" as TerminalText).string
    }
    return lacking.isEmpty ? "nothing" : TerminalText.list(lacking)
  }

  private func lacking(
    _ start: RecoveryStart, _ recovery: RecoveryState
  ) -> [(RecoveryPurpose, Int)] {
    start.purposes.compactMap { purpose in
      guard let key = recovery.keys[purpose] else { return nil }
      let count = key.quorum - start.contributors(of: purpose, in: state).count
      return count > 0 ? (purpose, count) : nil
    }
  }

  /// Who can be asked for pieces, and has not given theirs.
  func canContribute(_ member: MemberID, to start: RecoveryStart) -> Bool {
    guard let recovery = state.recovery, member != start.by, member != start.member,
      !start.hasLapsed(at: now), start.contributions[member] == nil
    else { return false }
    return !start.pieces(of: member, in: recovery.keys).isEmpty
      && members.contains { $0.id == member && $0.left == nil && !$0.devices.isEmpty }
  }

  /// What comes next, and what finishing would do now.
  func next(ofStart number: UInt64) -> TerminalText {
    guard let start = start(number), let recovery = state.recovery else { return "" }
    let lacking = lacking(start, recovery)
    guard !lacking.isEmpty else {
      return "Next: \(name(start.by)) runs casevault recovery finish \(number)"
    }
    let others = recovery.keys.main.officers.filter { canContribute($0, to: start) }
    let isPossible = lacking.allSatisfy { $0.1 <= others.count }
    let refused: TerminalText = "until then casevault recovery finish \(number) is refused"
    let next: TerminalText =
      isPossible
      ? "Next: \(TerminalText.list(others.map { name($0).string }, "or")) runs casevault recovery contribute \(number); \(refused)"
      : "Nobody else can contribute, and casevault recovery finish \(number) is refused."
    guard lacking.map(\.0) == [.process] else { return next }
    return
      "\(next)\nWithout psychotherapy notes these would do: \(name(start.by)) begins anew, casevault recovery start REQUEST --for \(String(start.member.hexadecimal.prefix(8))) --without-psychotherapy-notes"
  }
}

// MARK: - Set-ups that wait

extension RecoveryWords {
  /// New keys that wait for an approval, the earliest first.
  var proposed: [Proposal] {
    state.proposals.values.filter { $0.content is RecoverySetUp }
      .sorted { $0.link.sequence < $1.link.sequence }
  }

  /// Why nobody can approve it any more.
  func overtaken(_ proposal: Proposal) -> TerminalText? {
    reason(proposal)?.sentence(on: proposal.link.sequence, naming: name)
  }

  private func reason(_ proposal: Proposal) -> OvertakenSetUp? {
    (proposal.content as? RecoverySetUp)?.overtaken(in: state)
  }

  private func sentence(on proposal: Proposal) -> TerminalText {
    overtaken(proposal)
      ?? "number \(proposal.link.sequence), a new recovery key by \(name(proposal.by)), waits for approval: casevault member approve \(proposal.link.sequence)"
  }
}

// MARK: - For programs

extension RecoveryWords {
  var facts: JSONObject {
    var facts = JSONObject([("setUp", .bool(state.recovery != nil))])
    if let recovery = state.recovery {
      let main = recovery.keys.main
      facts.append("onSheets", .bool(recovery.isOnSheets))
      facts.append("since", .string(recovery.at.text))
      facts.append("epoch", .integer(Int64(main.epoch.epoch)))
      facts.append("quorum", .integer(Int64(main.quorum)))
      facts.append(
        "processQuorum", ifPresent: recovery.keys.process.map { .integer(Int64($0.quorum)) })
      facts.append(
        "officers",
        .array(
          main.officers.enumerated().map { .object(officer($1, at: UInt8($0), of: recovery)) }))
      if recovery.isOnSheets {
        facts.append(
          "sheetsRehearsed",
          .array(recovery.rehearsed.sorted().map { .integer(Int64($0) + 1) }))
      }
      facts.append("stale", .bool(recovery.isStale))
      facts.append(
        "warnings", .array(QuorumWarning.all(of: recovery).map { .string($0.rawValue) }))
      facts.append("onlyRecoveryOpens", .integer(Int64(state.openByRecoveryAlone.count)))
      facts.append("notSealed", .integer(Int64(state.withoutRecovery.count)))
    }
    let starts = state.recovery?.starts.keys.sorted() ?? []
    facts.append("underWay", .array(starts.map { .object(self.facts(ofStart: $0)) }))
    facts.append(
      "proposed",
      .array(
        proposed.map { proposal in
          var facts = JSONObject([
            ("number", .integer(Int64(proposal.link.sequence))),
            ("by", .string(proposal.by.hexadecimal)), ("at", .string(proposal.at.text)),
          ])
          reason(proposal)?.write(to: &facts)
          return .object(facts)
        }))
    facts.append("ended", .array(ended.map { .object(self.facts(of: $0)) }))
    facts.append(
      "recovered",
      .array(
        state.recoveries.sorted { $0.value.entry < $1.value.entry }.map {
          .object(self.facts(of: $1, for: $0))
        }))
    facts.append("regained", .array(regained.map { .object(self.facts(of: $1, for: $0)) }))
    return facts
  }

  private func officer(
    _ member: MemberID, at place: UInt8, of recovery: RecoveryState
  ) -> JSONObject {
    var facts = JSONObject([("member", .string(member.hexadecimal))])
    facts.append("name", ifPresent: names[member].map { .string($0) })
    facts.append("rehearsed", .bool(recovery.rehearsed.contains(place)))
    return facts
  }

  func facts(ofStart number: UInt64) -> JSONObject {
    guard let start = start(number), let recovery = state.recovery else { return JSONObject() }
    var facts = JSONObject([
      ("number", .integer(Int64(number))), ("member", .string(start.member.hexadecimal)),
    ])
    facts.append("name", ifPresent: names[start.member].map { .string($0) })
    facts.append("client", ifPresent: start.aim.file.map { .string(client(of: $0).string) })
    facts.append("file", ifPresent: start.aim.file.map { .string($0.hexadecimal) })
    facts.append("by", .string(start.by.hexadecimal))
    facts.append("at", .string(start.at.text))
    facts.append("lapses", .string(start.at.adding(RecoveryStart.lapsesAfter).text))
    facts.append("fingerprint", ifPresent: start.aim.device?.fingerprint.map { .string($0) })
    facts.append(
      "contributed",
      .array(start.contributions.keys.sorted().map { .string($0.hexadecimal) }))
    facts.append(
      "keys",
      .array(
        start.purposes.map { purpose in
          .object(
            JSONObject([
              ("key", .string(purpose.code)),
              ("have", .integer(Int64(start.contributors(of: purpose, in: state).count))),
              ("quorum", .integer(Int64(recovery.keys[purpose]?.quorum ?? 0))),
            ]))
        }))
    return facts
  }

  /// Those that are over without a new key, the earliest first.
  var ended: [EndedRecovery] {
    (state.recovery?.ended.values).map { $0.sorted { $0.number < $1.number } } ?? []
  }

  private func facts(of ended: EndedRecovery) -> JSONObject {
    var facts = JSONObject([
      ("number", .integer(Int64(ended.number))), ("member", .string(ended.member.hexadecimal)),
    ])
    facts.append("name", ifPresent: names[ended.member].map { .string($0) })
    facts.append("client", ifPresent: ended.file.map { .string(client(of: $0).string) })
    facts.append("by", .string(ended.by.hexadecimal))
    facts.append("entry", .integer(Int64(ended.entry)))
    facts.append("at", .string(ended.at.text))
    facts.append("stopped", .bool(ended.isStopped))
    return facts
  }

  /// That it is over, and what to do.
  func sentence(on ended: EndedRecovery) -> TerminalText {
    let (what, why): (TerminalText, TerminalText) =
      ended.isStopped ? ("was stopped", "") : ("ended", ", as a key was exchanged or replaced")
    return
      "number \(ended.number), by which \(name(ended.by)) \(deed(of: ended)), \(what) on \(ended.at.localText)\(why): casevault audit show \(ended.entry). Begin anew: casevault recovery start \(again(after: ended)) --for MEMBER"
  }

  private func facts(of recovery: MemberRecovery, for member: MemberID) -> JSONObject {
    var facts = JSONObject([("member", .string(member.hexadecimal))])
    facts.append("name", ifPresent: names[member].map { .string($0) })
    facts.append("by", .string(recovery.by.hexadecimal))
    facts.append("at", .string(recovery.at.text))
    facts.append("entry", .integer(Int64(recovery.entry)))
    facts.append("executor", .bool(recovery.isExecutor))
    return facts
  }
}

// MARK: - For people

extension RecoveryWords {
  var lines: [TerminalText] {
    keyLines + proposed.map(sentence) + startLines + ended.map(sentence) + regained.map(sentence)
      + state.recoveries.sorted { $0.value.entry < $1.value.entry }.map { member, recovery in
        recovery.isExecutor
          ? "\(name(member)) was let in by the sheets on \(recovery.at.localText), as executor: casevault audit show \(recovery.entry)"
          : "\(name(member)) got a new key on \(recovery.at.localText), by \(name(recovery.by)): casevault audit show \(recovery.entry)"
      }
  }

  private var keyLines: [TerminalText] {
    guard let recovery = state.recovery else {
      return [
        "no recovery key is set up: whoever loses their key has lost it. casevault recovery set-up"
      ]
    }
    var lines: [TerminalText] = [
      recovery.isOnSheets
        ? "the recovery key lies on two sheets, both of which it takes, since \(recovery.at.localDay)"
        : "the recovery key was divided among \(recovery.keys.main.officers.count) officers on \(recovery.at.localDay): \(recovery.keys.main.quorum) of them recover a lost key, \(recovery.keys.process?.quorum ?? 0) psychotherapy notes too"
    ]
    if recovery.isOnSheets {
      for place in [0, 1] as [UInt8] {
        let tried = recovery.rehearsed.contains(place) ? "was tried" : "was not tried yet"
        lines.append("- sheet \(place + 1) \(tried)")
      }
    }
    for (place, officer) in recovery.keys.main.officers.enumerated() {
      lines.append("- \(name(officer)), \(said(of: officer, at: UInt8(place), in: recovery))")
    }
    if recovery.isStale {
      lines.append(
        wasRegainedBySince(recovery)
          ? "whoever regained a case file drew this key: a new one is due, casevault recovery set-up"
          : "an officer has left, or lost a device: a new one is due, casevault recovery set-up")
    }
    lines += QuorumWarning.all(of: recovery).map(\.sentence)
    let lost = state.openByRecoveryAlone
    if lost.count > 0 {
      lines.append(
        "nobody who works here opens \(lost.words) any more, and only this key still can")
    }
    let open = state.withoutRecovery.count
    lines.append(
      open == 0
        ? "every key is sealed to it"
        : "\(TerminalText.count(open, "key is", "keys are")) not sealed to it yet: the next command of whoever has one does that"
    )
    return lines
  }

  private func said(
    of officer: MemberID, at place: UInt8, in recovery: RecoveryState
  ) -> TerminalText {
    if members.first(where: { $0.id == officer })?.left != nil { return "who has left" }
    return recovery.rehearsed.contains(place)
      ? "who has tried their pieces" : "who has not tried their pieces yet"
  }

  private var startLines: [TerminalText] {
    (state.recovery?.startsInOrder ?? []).map {
      start in
      let number = start.link.sequence
      guard !start.hasLapsed(at: now) else {
        return
          "number \(number), by which \(deed(of: start)), has lapsed: casevault recovery stop \(number)"
      }
      let key: TerminalText =
        start.aim.device.map { ". Fingerprint of the new key: \($0.fingerprint ?? "")" } ?? ""
      return
        "number \(number): \(deed(of: start)) since \(start.at.localText), until \(lapse(ofStart: number)). Still needed: \(needed(byStart: number))\(key)"
    }
  }
}
