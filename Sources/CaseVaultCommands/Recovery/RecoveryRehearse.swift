import ArgumentParser
import CaseVault
import Casework
import Keyring
import System

/// `casevault recovery rehearse`: an officer tries their pieces, and uses none.
struct RecoveryRehearse: VaultCommand {
  static let synopsis = "casevault recovery rehearse [--sheet [--words-fd NUMBER]]"
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
      try vault.rehearseRecovery()
    }
    return Answer(
      JSONObject([("pieces", .integer(Int64(count)))]),
      "your \(TerminalText.count(count, "piece opens and is", "pieces open and are")) what the log says; nothing was put together"
    )
  }
}
