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
    if let waits = try SetUpWaits(for: vault.member, RecoveryWords(of: vault)) { throw waits }
    let count = try RecoveryRefused.wording(by: try vault.members()) {
      try vault.rehearseRecovery()
    }
    return Answer(
      JSONObject([("pieces", .integer(Int64(count)))]),
      "your \(TerminalText.count(count, "piece opens and is", "pieces open and are")) what the log says; nothing was put together"
    )
  }
}

/// Somebody is to have pieces of a recovery key that nobody has approved yet, and has none of the one in force.
struct SetUpWaits: WordedError {
  private let number: UInt64

  init?(for member: MemberID, _ words: RecoveryWords) {
    let waiting = words.proposed.last { proposal in
      let keys = (proposal.content as? RecoverySetUp)?.keys
      return keys?.main.place(of: member) != nil && words.overtaken(proposal) == nil
    }
    guard let waiting, words.state.recovery?.keys.main.place(of: member) == nil else { return nil }
    number = waiting.link.sequence
  }

  var wording: Wording {
    Wording(
      .refused, "set-up-waits",
      "the recovery key is proposed, under number \(number), and not approved: nobody has pieces of it yet",
      hint:
        "another member runs casevault member approve \(number); then: casevault recovery rehearse"
    )
  }
}
