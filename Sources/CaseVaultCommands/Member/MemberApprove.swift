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
    guard let number else { return WaitingActsAnswer(waiting).answer }
    let act = waiting.first { $0.number == number }
    // Nobody is taken in whose name, or whose proposer's, cannot be read.
    if let fault = act?.fault { throw fault }
    if let act { try check(act, session) }
    let exposure = try act?.leaver.map { ExposureReport(try vault.exposure(of: $0.id), of: $0) }
    try vault.approve(number)
    if let exposure, let leaver = act?.leaver {
      return try gone(leaver, exposure, number, in: vault)
    }
    let sentence: TerminalText =
      act?.newcomer.map {
        "\($0) is a member now.\n\nNext: hand them a ticket: casevault vault ticket --out FILE"
      } ?? "number \(number) is approved"
    return Answer(JSONObject([("approved", .integer(Int64(number)))]), sentence)
  }

  /// What somebody who has left saw and could have seen, and what of their keys is not exchanged yet.
  private func gone(
    _ leaver: KnownMember, _ exposure: ExposureReport, _ number: UInt64, in vault: Vault
  ) throws -> Answer {
    let due = try vault.state.dueKeys(of: vault.member).overdue
    let keys: TerminalText =
      due == 0
      ? "Every key that they held is exchanged."
      : "\(TerminalText.count(due, "key", "keys")) of theirs will be exchanged with the next command of a colleague who has it."
    let result = JSONObject([
      ("approved", .integer(Int64(number))), ("exposure", .object(exposure.facts)),
      ("keysOverdue", .integer(Int64(due))),
    ])
    return Answer(
      result,
      """
      \(leaver.shownName) has left.

      \(exposure.sentences)
      \(keys) They open nothing that is written from now on; a copy from before opens with the keys of then.
      """)
  }

  /// Says whom the signature takes in, and as what, before the one step that only people can do.
  private func check(_ act: WaitingAct, _ session: Session) throws {
    if act.answer == .yes, let pair = act.supervision {
      try check(act, about: [pair.supervisor, pair.member], session)
    }
    if act.answer == .yes, let leaver = act.leaver {
      try check(act, about: [leaver], session)
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
    _ act: WaitingAct, about people: [KnownMember], _ session: Session
  ) throws {
    let by: TerminalText = act.by.map { ", proposed by \($0)" } ?? ""
    let ids: TerminalText = "(\(people.map(\.shortID).joined(separator: " and ")))"
    session.screen.remark("\(WaitingActsAnswer.what(act)) \(ids)\(by)")
    guard try session.questions.confirm("Approve this?", standard: true, unasked: true) else {
      throw NotConfirmed()
    }
  }
}
