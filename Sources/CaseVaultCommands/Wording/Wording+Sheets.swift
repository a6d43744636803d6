import CaseVault
import Keyring
import QRCodes
import System

extension SheetError: WordedError {
  var wording: Wording {
    switch self {
    case .wrongCount(let count):
      Wording(
        .usage, "sheet-word-count", "a sheet has \(RecoverySheet.wordCount) words, not \(count)",
        hint: "type them as they stand, in their order")
    case .unknownWord(let place):
      Wording(
        .usage, "sheet-unknown-word", "word \(place) is no word of a sheet",
        hint: "look at the sheet once more: the first four letters are enough")
    case .wrongWord(let place):
      Wording(
        .usage, "sheet-wrong-word", "word \(place) is another than was printed",
        hint: "look at the sheet once more: all other words fit together")
    case .wrongWords:
      Wording(
        .usage, "sheet-wrong-words", "more than one word is another than was printed",
        hint: "look at the sheet once more, or scan its QR code")
    case .sameSheet(let number):
      Wording(
        .usage, "same-sheet", "both are sheet \(number)", hint: "it takes sheet 1 and sheet 2")
    case .notAPair:
      Wording(
        .refused, "not-a-pair", "the two sheets were not made together",
        hint: "a later pair took the place of an earlier one: each says of which key it is")
    }
  }
}

extension SheetsOpenNothing: WordedError {
  var wording: Wording {
    Wording(
      .locked, "sheets-open-nothing",
      "these sheets open nothing in this vault: they are another's, or were replaced or used",
      hint: "compare the vault that stands on them: casevault vault status shows it to a member")
  }
}

extension SheetIsAnother: WordedError {
  var wording: Wording {
    Wording(
      .refused, "sheet-is-another", "this sheet is not of the recovery key that is in force",
      hint: "destroy it if a later one was made; casevault recovery status says when")
  }
}

extension QRCodeError: WordedError {
  var wording: Wording {
    switch self {
    case .noLibrary:
      Wording(
        .refused, "no-qr-library",
        "libqrencode, which makes the codes on the sheets, is not on this machine",
        hint: "nothing was done; install it (Debian: libqrencode4), then run the command again")
    case .unfitText, .notMade:
      Wording(
        .bug, "no-qr-code", "the words make no QR code",
        hint: "nothing was half done; please report it with the command that you ran")
    }
  }
}
