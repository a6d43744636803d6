import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault member offboard`: proposes that somebody leaves.
struct MemberOffboard: VaultCommand {
  static let synopsis = "casevault member offboard MEMBER [--leave-closed]"
  static let configuration = CommandConfiguration(
    commandName: "offboard", abstract: "Propose that a colleague leaves.", usage: synopsis,
    discussion: """
      Once another member has approved it, they may do nothing here any more, and every key that they \
      held is exchanged: the vault's own at once, each case file's with the next command of a colleague \
      who works in it. What they have read they have read, and a copy of the vault from before opens \
      with the keys that they had.

      A case file whose key nobody else has would be closed to everybody. Have them hand it over first, \
      with casevault file hand-over, or say with --leave-closed that it may be so.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .member)
  var member: String?

  @Flag(help: "Also where nobody could open some of their case files any more.")
  var leaveClosed = false

  var missing: TerminalText? { member == nil ? "a colleague" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let who = try MemberChoice(in: vault, asking: session.questions).member(
      member, as: "a colleague", option: "MEMBER")
    let number: UInt64
    do {
      number = try vault.proposeOffboarding(of: who.id, leavingClosed: leaveClosed)
    } catch let why as CannotOffboard {
      throw OffboardingRefused(why: why, name: who.shownName)
    }
    let exposure = try ExposureReport(of: who, in: vault)
    var result = JSONObject([
      ("number", .integer(Int64(number))), ("member", .string(who.id.hexadecimal)),
    ])
    result.append("name", ifPresent: who.name.map { .string($0) })
    result.append("exposure", .object(exposure.facts))
    return Answer(result) { layout in
      """
      That \(who.shownName) leaves is proposed, under number \(number).

      \(exposure.page(layout))

      Next: another member runs casevault member approve \(number)
      """
    }
  }
}
