import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault member review`: who holds what, since when, by which entry, and when they last used it.
struct MemberReview: VaultCommand {
  static let synopsis = "casevault member review [MEMBER]"
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Show who holds what, since when, and when it was last used.",
    usage: synopsis,
    discussion: """
      Case files stand by their C-numbers, with what they are held through: assignment, supervision, a \
      grant, or a role; without one stand who is on duty, recovery officers, an executor, and whoever still has \
      keys that are to be exchanged, also of those who have left, with how many case files open by it. A grant that is over stands \
      there while its key is still there, which casevault vault tend takes away. Privacy officers and auditors see everybody's, supervisors also that of those they \
      supervise, everybody else their own. When somebody last read is by the log: our program writes it \
      before it shows a note; of who is on duty it is their last emergency, of an officer the last recovery. To sign that it is as it ought to be: casevault member attest.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .member)
  var member: String?

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let who = try member.map {
      try MemberChoice(in: vault, asking: session.questions).member(
        $0, as: "a colleague", option: "MEMBER")
    }
    let list = try vault.accessList(of: who?.id)
    let page = try AccessPage(list, in: vault)
    let last = try vault.lastAttestation(to: session.screen.destination)
    var result = page.result
    result.append("lastAttested", ifPresent: last.map { .object(page.facts(of: $0)) })
    return Answer(result, storedWords: last?.comment != nil, fault: page.gap) { layout in
      "\(page.text(layout))\n\n\(layout.sentences(page.sentence(of: last)))"
    }
  }
}
