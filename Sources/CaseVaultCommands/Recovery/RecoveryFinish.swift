import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault recovery finish`: the member has a new key, and the officers a new recovery key.
struct RecoveryFinish: VaultCommand {
  static let synopsis = "casevault recovery finish [NUMBER]"
  static let configuration = CommandConfiguration(
    commandName: "finish", abstract: "Finish a recovery once enough have contributed.",
    usage: synopsis,
    discussion: """
      Puts the recovery key together in locked memory, gives the member's new key what they are entitled \
      to, revokes their old devices, and divides the next recovery key among the same officers. Then the \
      key is forgotten.

      A case file that was regained is the member's from then on, and nothing else; its key is exchanged with \
      their next command.

      For the executor of a practice, without a number: what closing it takes, step by step.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .recovery)
  var number: UInt64?

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    if number == nil, let closing = try ClosingPractice(of: vault) { return closing.answer }
    let number = try session.questions.number(number, of: "the recovery's number")
    let finished = try RecoveryRefused.wording(by: try vault.members()) {
      try vault.finishRecovery(number)
    }
    let words = try RecoveryWords(of: vault)
    if let file = finished.file { return regained(file, by: finished, words) }
    let damaged: TerminalText =
      finished.damaged.isEmpty
      ? ""
      : "\n\(TerminalText.count(finished.damaged.count, "key was", "keys were")) not to be opened by the recovery key: a colleague who has one hands it on with any command; casevault audit verify says what is wrong."
    return Answer(
      JSONObject([
        ("member", .string(finished.member.hexadecimal)),
        ("entry", .integer(Int64(finished.entry))),
        ("keys", .integer(Int64(finished.keys))),
        ("notOpened", .integer(Int64(finished.damaged.count))),
      ]),
      """
      \(words.name(finished.member)) has a new key, and \(TerminalText.count(finished.keys, "key", "keys")) to what they had. Their old devices are revoked, and what these held is exchanged with the next commands of those who have it.\(damaged)
      A new recovery key is in force: each officer tries their pieces, casevault recovery rehearse

      Next, a ticket for the new key: casevault vault ticket --out FILE
      """)
  }

  private func regained(
    _ file: CaseFileID, by finished: FinishedRecovery, _ words: RecoveryWords
  ) -> Answer {
    Answer(
      JSONObject([
        ("member", .string(finished.member.hexadecimal)),
        ("client", .string(words.client(of: file).string)),
        ("file", .string(file.hexadecimal)),
        ("entry", .integer(Int64(finished.entry))),
        ("notOpened", .integer(Int64(finished.damaged.count))),
      ]),
      """
      \(words.name(finished.member)) works in \(words.client(of: file)) from now on, and its key is exchanged with their next command. Psychotherapy notes in it stay their author's.
      You drew the next recovery key. Make another, so that nobody has had it: casevault recovery set-up
      """)
  }
}
