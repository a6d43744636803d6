import CaseVault
import Casework
import System

/// `casevault recovery start --file`: begins to give a case file that nobody opens any more to a member.
struct RegainStart {
  let file: String
  let member: String?
  let reason: String?

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.recover)
    let client = try FileChoice(in: vault, asking: session.questions).file(file)
    let owner = try MemberChoice(in: vault, asking: session.questions).member(
      member, as: "who is to have it", option: "--for MEMBER")
    let reason = try session.questions.value(reason, of: "a reason", option: "--reason TEXT")
    let number = try RecoveryRefused.wording(by: try vault.members()) {
      try vault.startRegaining(client.file, for: owner.id, because: reason)
    }
    let words = try RecoveryWords(of: vault)
    return Answer(
      words.facts(ofStart: number),
      """
      Regaining \(words.client(of: client.file)) for \(owner.shownName) has begun, under number \(number). It shows in everybody's status, and lapses on \(words.lapse(ofStart: number)).
      Still needed: \(words.needed(byStart: number)).

      Next: the other officers run casevault recovery contribute \(number)
      Then you: casevault recovery finish \(number)
      """)
  }
}
