import ArgumentParser
import CaseVault
import Casework
import Keyring
import System

/// `casevault recovery rehearse`: an officer tries their pieces, and uses none.
struct RecoveryRehearse: VaultCommand {
  static let synopsis = "casevault recovery rehearse [--sheet]"
  static let configuration = CommandConfiguration(
    commandName: "rehearse", abstract: "Try that your pieces work, without using them.",
    usage: synopsis,
    discussion: """
      Opens your pieces of the recovery key and holds each against what the log says of it. Nothing is put \
      together and nobody else learns a piece. That you did is recorded.
      """)

  @OptionGroup var options: GlobalOptions

  @Flag(help: "Type one sheet's words from the paper, and see whether they are right.")
  var sheet = false

  @OptionGroup var words: SheetWords

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    if sheet {
      let sheet = try words.sheet("the sheet", session.questions)
      try RecoveryRefused.wording { try vault.rehearse(sheet) }
      return Answer(
        JSONObject([("sheet", .integer(Int64(sheet.number)))]),
        "sheet \(sheet.number) is what the log says; nothing was put together")
    }
    let count = try RecoveryRefused.wording(by: try vault.members()) {
      do {
        return try vault.rehearseRecovery()
      } catch CannotRecover.notSetUp {
        throw try NothingToRehearse.why(RecoveryWords(of: vault))
      }
    }
    return Answer(
      JSONObject([("pieces", .integer(Int64(count)))]),
      "your \(TerminalText.count(count, "piece opens and is", "pieces open and are")) what the log says; nothing was put together"
    )
  }
}

/// An officer-to-be has no pieces yet, or somebody never had any.
struct NothingToRehearse: WordedError {
  /// Under which a set-up waits.
  let waiting: UInt64?

  static func why(_ words: RecoveryWords) -> any Error {
    if let waiting = words.proposed.last(where: { words.overtaken($0) == nil }) {
      return NothingToRehearse(waiting: waiting.link.sequence)
    }
    return words.state.recovery == nil
      ? CannotRecover.notSetUp : NothingToRehearse(waiting: nil)
  }

  var wording: Wording {
    guard let waiting else {
      return Wording(
        .refused, "no-pieces", "you have no piece of the recovery key",
        hint: "casevault recovery status shows who has one")
    }
    return Wording(
      .refused, "set-up-waits",
      "the recovery key is proposed, under number \(waiting), and not approved: nobody has pieces of it yet",
      hint:
        "another member runs casevault member approve \(waiting); then: casevault recovery rehearse")
  }
}
