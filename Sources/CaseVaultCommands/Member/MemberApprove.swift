import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault member approve`: lists what waits for a second member, and approves one of it.
struct MemberApprove: VaultCommand {
  static let synopsis = "casevault member approve [NUMBER]"
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "List what waits for approval, or approve it.",
    usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The number under which it waits.", valueName: "number"))
  var number: UInt64?

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let waiting = try vault.waitingActs()
    guard let number else {
      return WaitingActsAnswer(
        waiting, naming: try vault.members().names, takings: try TakingWords(in: vault)
      ).answer
    }
    let act = waiting.first { $0.number == number }
    // Nobody is taken in whose name, or whose proposer's, cannot be read.
    if let fault = act?.fault { throw fault }
    if let act, act.leaver == nil { try check(act, session, in: vault) }
    if let act, act.answer == .yes, let setUp = act.content as? RecoverySetUp {
      let members = try vault.members()
      let people = setUp.keys.main.officers.compactMap { officer in
        members.first { $0.id == officer }
      }
      session.screen.remark(
        "officers: \(TerminalText.list(people.map { $0.shownName.string })); for psychotherapy notes it takes \(setUp.keys.process?.quorum ?? 0)"
      )
      let warnings = QuorumWarning.all(
        officers: people.count, quorum: setUp.keys.main.quorum,
        processQuorum: setUp.keys.process?.quorum)
      for warning in warnings { session.screen.remark(warning.sentence) }
      if setUp.givesUp > 0 {
        session.screen.remark(
          "gives up for good what only the recovery key in force opens: \(try vault.state.openByRecoveryAlone.words)"
        )
      }
      try check(act, about: people, session)
    }
    if let act, act.answer == .yes, let restored = act.content as? VaultRestored {
      try check(act, restored, session, in: vault)
    }
    if let act, let leaver = act.leaver, act.answer == .yes {
      return try letGo(leaver, as: act, session, in: vault)
    }
    try RecoveryRefused.wording(by: act?.content is RecoverySetUp ? try vault.members() : []) {
      do {
        try vault.approve(number)
      } catch let why as ClosesOthers {
        guard let pair = act?.supervision else { throw why }
        throw ClosesOthersThan(member: pair.member, supervisor: pair.supervisor)
      }
    }
    let sentence: TerminalText =
      act?.newcomer.map {
        "\($0) is a member now.\n\nNext: hand them a ticket: casevault vault ticket --out FILE"
      } ?? act.map { "approved, as number \(number): \(WaitingActsAnswer.what($0))" }
      ?? "number \(number) is approved"
    return Answer(JSONObject([("approved", .integer(Int64(number)))]), sentence)
  }

  /// Shows what it means before anybody signs it, and afterwards what of the keys is not exchanged yet.
  private func letGo(
    _ leaver: KnownMember, as act: WaitingAct, _ session: Session, in vault: Vault
  ) throws -> Answer {
    let exposure = try ExposureReport(of: leaver, in: vault)
    try check(act, about: [leaver], session, showing: exposure)
    try vault.approve(act.number)
    let due = try vault.state.keysStillHeld(by: leaver.id)
    let keys: TerminalText =
      due == 0
      ? "every key that they held and others need is exchanged"
      : "\(TerminalText.count(due, "key", "keys")) of theirs will be exchanged with the next command of a colleague who has it"
    let result = JSONObject([
      ("approved", .integer(Int64(act.number))), ("exposure", .object(exposure.facts)),
      ("keysOverdue", .integer(Int64(due))),
    ])
    return Answer(result) { layout in
      """
      \(leaver.shownName) has left.

      \(exposure.page(layout, hasLeft: true))
      \(layout.sentences("- \(keys)"))
      \(layout.sentences("- a copy of the vault from before opens with the keys that they had then"))
      """
    }
  }

  /// Whoever approves signs what is taken away again, and what that closes.
  private func check(
    _ act: WaitingAct, _ restored: VaultRestored, _ session: Session, in vault: Vault
  ) throws {
    let takings = restored.taken.takings
    session.screen.remark(
      takings.isEmpty
        ? "nothing that was taken away since the copy was made is taken away again"
        : "takes away again:\n\(try TakingWords(in: vault).lines(takenAgain: takings))")
    if !act.closed.isEmpty { session.screen.remark(.closedByRestoring(act.closed)) }
    // Who is shut out cannot say so; whoever approves may have been told when they accepted.
    let shutOut = try vault.leftByRestorings().flatMap(\.left).map(\.taking).filter(\.isLockedOut)
    if !shutOut.isEmpty {
      session.screen.remark(try TakingWords(in: vault).lines(byHand: shutOut))
    }
    let leavers = try vault.members().filter { restored.taken.left.contains($0.id) }
    try check(act, about: leavers, session)
  }

  /// Says whom the signature takes in, and as what, before the one step that only people can do.
  private func check(_ act: WaitingAct, _ session: Session, in vault: Vault) throws {
    if act.answer == .yes, let pair = act.supervision {
      if !act.closes.isEmpty {
        let closed = SupervisionRefused.clients(act.closes)
        session.screen.remark("nobody opens \(closed) any more then")
      }
      try check(act, about: [pair.supervisor, pair.member], session)
    }
    if act.answer == .yes, let owner = act.owner {
      session.screen.remark("which device that is, casevault key show says on it")
      if let device = (act.content as? DeviceRevoked)?.device,
        let notes = QuorumWarning.losing(
          owner.id, device, named: owner.shownName, in: try vault.state)
      {
        session.screen.remark(notes)
      }
      try check(act, about: [owner], session)
    }
    if act.answer == .yes, let changed = act.changed, let roles = act.content as? RolesSet {
      session.screen.remark(
        "now \(TerminalText.list(roles.before.map(\.title))), then \(TerminalText.list(roles.after.map(\.title)))"
      )
      try check(act, about: [changed], session)
    }
    if act.answer == .yes, let pair = act.clearing {
      try check(act, about: [pair.member], session)
    }
    guard act.answer == .yes, let member = (act.content as? MemberEnrolled)?.member,
      let name = act.newcomer, let fingerprint = member.device.fingerprint
    else { return }
    let by: TerminalText = act.by.map { ", proposed by \($0)" } ?? ""
    session.screen.remark("enrol \(name) as \(TerminalText.list(member.roles.map(\.title)))\(by)")
    try FingerprintCheck(fingerprint, of: name).passes(asking: session.questions)
  }

  /// Two may have one name: their ids tell whose case files the signature opens, and to whom.
  private func check(
    _ act: WaitingAct, about people: [KnownMember], _ session: Session,
    showing exposure: ExposureReport? = nil
  ) throws {
    let by: TerminalText = act.by.map { ", proposed by \($0)" } ?? ""
    let ids: TerminalText =
      people.isEmpty
      ? ""
      : " (by their ids in casevault member list: \(people.map { "\($0.shownName) \($0.shortID)" }.joined(separator: ", ")))"
    session.screen.remark("\(WaitingActsAnswer.what(act))\(ids)\(by)")
    if let exposure, session.questions.canAsk {
      session.screen.remark(exposure.page(session.screen.promptLayout))
    }
    guard try session.questions.confirm("Approve this?") else {
      throw NotConfirmed()
    }
  }
}
