import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note return`: gives a submitted note back to its author.
struct NoteReturn: VaultCommand {
  static let synopsis =
    "casevault note return NOTE [--comment [--from FILE] [--keep] [--allow-editor]]"
  static let configuration = CommandConfiguration(
    commandName: "return", abstract: "Give a trainee's note back instead of co-signing it.",
    usage: synopsis,
    discussion: """
      With --comment you say why, in your editor, from a file or through a pipe: words on a command line \
      can be seen by other accounts. A comment stays in the case file, beside the note.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("An id, or CLIENT/NUMBER.", valueName: "note"))
  var note: String?

  @Flag(help: "Write to the author what to change.")
  var comment = false

  @OptionGroup(title: "The comment's text") var text: NoteTextOptions

  var missing: TerminalText? { note == nil ? "the note" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let id = try NoteChoice(in: vault, asking: session.questions, to: .coSignNotes).note(note)
    let record = try vault.record(of: id)
    guard case .submitted = record.record.status else { throw NoteRefused.notSubmitted }
    if comment || text.from != nil {
      let draft = NoteDraft(
        kind: record.record.kind, text: "", event: TypedTimes().thisMinute,
        keepsExcludedContent: text.keep)
      _ = try NoteWriter(text, in: session).kept(
        draft, to: record.file.id, in: vault, signing: true
      ) { try vault.giveBack(id, commenting: $0) }
    } else {
      try vault.giveBack(id, commenting: nil)
    }
    return Answer(
      JSONObject([("note", .string(id.hexadecimal)), ("status", "draft")]),
      "note \(id.shortText) is its author's draft again")
  }
}
