import CaseVault
import Casework
import System

/// What a status says of restorings: that one waits, and what one left for people to do.
struct RestoringFindings {
  private let proposed: [WaitingAct]
  private let histories: [GivenUpHistory]
  /// Who is shut out cannot say so; whoever can help is told each time.
  private let shutOut: [TerminalText]

  init(of vault: Vault, _ waiting: [WaitingAct]) throws {
    proposed = waiting.filter { $0.content is VaultRestored && $0.answer == .byAnother }
    histories = try vault.leftByRestorings()
    let takings = histories.flatMap(\.left).map(\.taking)
    let out = takings.filter(\.isLockedOut)
    let words = try out.isEmpty ? nil : TakingWords(in: vault)
    shutOut = out.compactMap { words?.line(byHand: $0, among: takings) }
  }

  /// How many things are left to do by hand.
  var left: Int { histories.reduce(0) { $0 + $1.left.count + $1.notKept } }

  var lines: [TerminalText] {
    proposed.map {
      "number \($0.number), by which you go on from an older copy, waits for another member since \($0.at.localText): they run casevault vault accept, then casevault member approve \($0.number)"
    }
      + histories.map {
        let things = TerminalText.count(
          $0.left.count + $0.notKept, "thing is", "things are")
        return
          "after the restoring of \($0.at.localText), \(things) left to do by hand: casevault vault restored"
      } + shutOut
  }
}
