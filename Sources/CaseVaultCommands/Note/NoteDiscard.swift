import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note discard`: gives a draft up.
struct NoteDiscard: VaultCommand {
  static let synopsis = "casevault note discard NOTE"
  static let configuration = CommandConfiguration(
    commandName: "discard", abstract: "Give a draft up.", usage: synopsis,
    discussion: "What is signed cannot be discarded.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("An id, or CLIENT/NUMBER.", valueName: "note"))
  var note: String?

  var missing: TerminalText? { note == nil ? "the note" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let id = try NoteChoice(in: vault, asking: session.questions, to: .writeNotes).note(note)
    let question: TerminalText = "Give the draft \(id.shortText) up?"
    guard try session.questions.confirm(question) else {
      throw NotConfirmed()
    }
    try vault.discard(id)
    return Answer(
      JSONObject([("note", .string(id.hexadecimal)), ("status", "discarded")]),
      "draft \(id.shortText) is given up")
  }
}
