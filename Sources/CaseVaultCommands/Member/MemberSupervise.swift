import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault member supervise`: proposes that somebody supervises a member's work.
struct MemberSupervise: VaultCommand {
  static let synopsis = "casevault member supervise MEMBER --by SUPERVISOR"
  static let configuration = CommandConfiguration(
    commandName: "supervise", abstract: "Propose who supervises a colleague's work.",
    usage: synopsis,
    discussion: """
      Once another member has approved it, the supervisor reads and writes in the case files of the \
      colleague, who is not asked by the program and should be told.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .member)
  var member: String?

  @Option(help: ArgumentHelp("Whose work it is to supervise them.", valueName: "supervisor"))
  var by: String?

  var missing: TerminalText? {
    member == nil ? "a colleague" : by == nil ? "a supervisor: --by SUPERVISOR" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.manageMembers)
    let pair = try SupervisionPair(member, by, in: vault, session)
    return try pair.answer(
      by: { (try vault.proposeSupervision(of: $0, by: $1), []) },
      "\(pair.supervisor.shownName) is proposed as supervisor of \(pair.member.shownName)")
  }
}

/// `casevault member unsupervise`: proposes that somebody supervises a member no longer.
struct MemberUnsupervise: VaultCommand {
  static let synopsis = "casevault member unsupervise MEMBER --by SUPERVISOR [--leave-closed]"
  static let configuration = CommandConfiguration(
    commandName: "unsupervise", abstract: "Propose that somebody supervises a colleague no longer.",
    usage: synopsis,
    discussion: """
      Of a colleague who has left, the supervisor may be the last who opens a case file. Have it given to \
      somebody first, with casevault file assign, or say with --leave-closed that it may be closed to everybody.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .member)
  var member: String?

  @Option(help: ArgumentHelp("Who supervises them until now.", valueName: "supervisor"))
  var by: String?

  @Flag(help: "Also where nobody can open a case file any more then.")
  var leaveClosed = false

  var missing: TerminalText? {
    member == nil ? "a colleague" : by == nil ? "a supervisor: --by SUPERVISOR" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.manageMembers)
    let pair = try SupervisionPair(member, by, in: vault, session)
    return try pair.answer(
      by: {
        try vault.proposeEndOfSupervision(of: $0, by: $1, leavingClosed: leaveClosed)
      },
      "that \(pair.supervisor.shownName) supervises \(pair.member.shownName) no longer is proposed")
  }
}

/// The two whom supervision is about.
private struct SupervisionPair {
  let member: KnownMember
  let supervisor: KnownMember

  init(
    _ member: String?, _ supervisor: String?, in vault: Vault, _ session: Session
  ) throws {
    let choice = MemberChoice(in: vault, asking: session.questions)
    self.member = try choice.member(member, as: "a colleague", option: "MEMBER")
    self.supervisor = try choice.member(
      supervisor, as: "a supervisor", option: "--by SUPERVISOR")
  }

  /// Proposes it, and says whom a refusal is about.
  func answer(
    by propose: (MemberID, MemberID) throws -> (number: UInt64, closes: [Int]),
    _ sentence: TerminalText
  ) throws -> Answer {
    let (number, closes): (UInt64, [Int])
    do {
      (number, closes) = try propose(member.id, supervisor.id)
    } catch let why as CannotSupervise {
      throw SupervisionRefused(
        why: why, member: member.shownName, supervisor: supervisor.shownName)
    }
    var result = JSONObject([
      ("number", .integer(Int64(number))),
      ("member", .string(member.id.hexadecimal)),
      ("supervisor", .string(supervisor.id.hexadecimal)),
    ])
    if !closes.isEmpty {
      let numbers = closes.compactMap { ClientNumber($0)?.text }
      result.append("closes", .array(numbers.map { .string($0) }))
    }
    let closed: TerminalText =
      closes.isEmpty ? "" : " Nobody opens \(SupervisionRefused.clients(closes)) any more then."
    return Answer(
      result,
      """
      \(sentence), under number \(number).\(closed)

      Next: another member runs casevault member approve \(number)
      """)
  }
}
