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
      by: vault.proposeSupervision,
      "\(pair.supervisor.shownName) is proposed as supervisor of \(pair.member.shownName)")
  }
}

/// `casevault member unsupervise`: proposes that somebody supervises a member no longer.
struct MemberUnsupervise: VaultCommand {
  static let synopsis = "casevault member unsupervise MEMBER --by SUPERVISOR"
  static let configuration = CommandConfiguration(
    commandName: "unsupervise", abstract: "Propose that somebody supervises a colleague no longer.",
    usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .member)
  var member: String?

  @Option(help: ArgumentHelp("Who supervises them until now.", valueName: "supervisor"))
  var by: String?

  var missing: TerminalText? {
    member == nil ? "a colleague" : by == nil ? "a supervisor: --by SUPERVISOR" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.manageMembers)
    let pair = try SupervisionPair(member, by, in: vault, session)
    return try pair.answer(
      by: vault.proposeEndOfSupervision,
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
    by propose: (MemberID, MemberID) throws -> UInt64, _ sentence: TerminalText
  ) throws -> Answer {
    let number: UInt64
    do {
      number = try propose(member.id, supervisor.id)
    } catch let why as CannotSupervise {
      throw SupervisionRefused(
        why: why, member: member.shownName, supervisor: supervisor.shownName)
    }
    let result = JSONObject([
      ("number", .integer(Int64(number))),
      ("member", .string(member.id.hexadecimal)),
      ("supervisor", .string(supervisor.id.hexadecimal)),
    ])
    return Answer(
      result,
      """
      \(sentence), under number \(number).

      Next: another member runs casevault member approve \(number)
      """)
  }
}
