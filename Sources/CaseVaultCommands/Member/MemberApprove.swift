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
    try vault.approve(number)
    let sentence: TerminalText =
      act?.newcomer.map {
        "\($0) is a member now.\n\nNext: hand them a ticket: casevault vault ticket --out FILE"
      } ?? "number \(number) is approved"
    return Answer(JSONObject([("approved", .integer(Int64(number)))]), sentence)
  }

  /// Says whom the signature takes in, and as what, before the one step that only people can do.
  private func check(_ act: WaitingAct, _ session: Session) throws {
    if act.answer == .yes, let pair = act.supervision {
      try check(act, about: [pair.supervisor, pair.member], session)
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
