import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault recovery contribute`: an officer's pieces for a recovery that another began.
struct RecoveryContribute: VaultCommand {
  static let synopsis = "casevault recovery contribute NUMBER [--fingerprint FINGERPRINT]"
  static let configuration = CommandConfiguration(
    commandName: "contribute", abstract: "Contribute your pieces to a recovery.", usage: synopsis,
    discussion: """
      Call the member on a number that you know, and compare the fingerprint: whoever began may be \
      mistaken, or worse. Your pieces are sealed to who began, for this recovery alone. Where nobody can be \
      asked, as with --json, --fingerprint says what the member read to you.

      Where a case file is regained there is no fingerprint: ask the member whether they are to have it.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .recovery)
  var number: UInt64?

  @Option(
    help: ArgumentHelp(
      "What the member read to you, where nobody can be asked.", valueName: "fingerprint"))
  var fingerprint: String?

  var missing: TerminalText? { number == nil ? "the recovery's number" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let number = try session.questions.number(number, of: "the recovery's number")
    let members = try vault.members()
    try RecoveryRefused.wording(by: members) { try vault.checkContribution(to: number) }
    let words = try RecoveryWords(of: vault)
    if let start = words.start(number) { try compare(start, words, in: vault, session) }
    let count = try RecoveryRefused.wording(by: members) {
      try vault.contributeToRecovery(number)
    }
    let after = try RecoveryWords(of: vault)
    return Answer(
      after.facts(ofStart: number),
      """
      \(TerminalText.count(count, "piece is", "pieces are")) contributed to number \(number). Still needed: \(after.needed(byStart: number)).

      \(after.next(ofStart: number))
      """)
  }

  /// Nobody's pieces go to a key that nobody compared: a person is asked, and a program says what was compared.
  private func compare(
    _ start: RecoveryStart, _ words: RecoveryWords, in vault: Vault, _ session: Session
  ) throws {
    let key = start.aim.device.map { $0.fingerprint ?? "" }
    if let key, !session.questions.canAsk || fingerprint != nil {
      guard let fingerprint else {
        throw session.questions.missing(
          "what the member read to you", "--fingerprint FINGERPRINT")
      }
      guard Self.compared(fingerprint) == Self.compared(key) else {
        throw FingerprintDiffers(what: "new key")
      }
    }
    guard session.questions.canAsk else { return }
    let number = start.link.sequence
    let reason = try RecoveryRefused.wording {
      try vault.reason(ofRecovery: number, to: session.screen.destination)
    }
    session.screen.remark(
      "\(words.deed(of: start)), because: \(reason ?? "a reason that does not open for you")")
    guard let key else {
      guard try session.questions.confirm("Contribute your pieces to that?") else {
        throw NotConfirmed()
      }
      return
    }
    guard fingerprint == nil else { return }
    try FingerprintCheck(key, of: words.plainName(start.member)).passes(asking: session.questions)
  }

  /// As it is heard: in whatever groups somebody writes it down.
  private static func compared(_ fingerprint: String) -> String {
    fingerprint.filter { !$0.isWhitespace }
  }
}

extension ArgumentHelp {
  /// How a recovery is named.
  static let recovery = ArgumentHelp("The number under which it was begun.", valueName: "number")
}
