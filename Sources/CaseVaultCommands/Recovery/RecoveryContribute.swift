import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault recovery contribute`: an officer's pieces for a recovery that another began.
struct RecoveryContribute: VaultCommand {
  static let synopsis = "casevault recovery contribute NUMBER"
  static let configuration = CommandConfiguration(
    commandName: "contribute", abstract: "Contribute your pieces to a recovery.", usage: synopsis,
    discussion: """
      Call the member on a number that you know, and compare the fingerprint: whoever began may be \
      mistaken, or worse. Your pieces are sealed to who began, for this recovery alone.

      Where a case file is regained there is no fingerprint: ask the member whether they are to have it.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .recovery)
  var number: UInt64?

  var missing: TerminalText? { number == nil ? "the recovery's number" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let number = try session.questions.number(number, of: "the recovery's number")
    let members = try vault.members()
    try RecoveryRefused.wording(by: members) { try vault.checkContribution(to: number) }
    let words = try RecoveryWords(of: vault)
    if let start = words.start(number), session.questions.canAsk {
      let reason = try RecoveryRefused.wording {
        try vault.reason(ofRecovery: number, to: session.screen.destination)
      }
      session.screen.remark(
        "\(words.deed(of: start)), because: \(reason ?? "a reason that does not open for you")"
      )
      if let device = start.aim.device {
        try FingerprintCheck(device.fingerprint ?? "", of: words.plainName(start.member))
          .passes(asking: session.questions)
      } else if try !session.questions.confirm("Contribute your pieces to that?") {
        throw NotConfirmed()
      }
    }
    let count = try RecoveryRefused.wording(by: members) {
      try vault.contributeToRecovery(number)
    }
    let after = try RecoveryWords(of: vault)
    return Answer(
      after.facts(ofStart: number),
      """
      \(TerminalText.count(count, "piece is", "pieces are")) contributed to number \(number). Still needed: \(after.needed(byStart: number)).

      Next: \(after.start(number).map { after.name($0.by) } ?? "") runs casevault recovery finish \(number)
      """)
  }
}

extension ArgumentHelp {
  /// How a recovery is named.
  static let recovery = ArgumentHelp("The number under which it was begun.", valueName: "number")
}
