import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note addendum`: the only way to correct what is signed.
struct NoteAddendum: VaultCommand {
  static let synopsis = "casevault note addendum NOTE [--from FILE]"
  static let configuration = CommandConfiguration(
    commandName: "addendum", abstract: "Add to a signed note.", usage: synopsis,
    discussion: "An addendum is signed as it is written, and is always shown with its note.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("An id, or CLIENT/NUMBER.", valueName: "note"))
  var note: String?

  @Option(help: "A title for lists.")
  var title: String?

  @OptionGroup(title: "Its text") var text: NoteTextOptions

  var missing: TerminalText? { note == nil ? "the note" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let parent = try NoteChoice(in: vault, asking: session.questions, to: .signNotes).note(note)
    let found = try vault.record(of: parent)
    guard found.record.parent == nil else { throw NoteRefused.addendumToAddendum }
    try found.record.status.checkIsLocked()
    let draft = NoteDraft(
      kind: found.record.kind, title: title, text: "", event: TypedTimes().thisMinute,
      keepsExcludedContent: text.keep)
    let kept = try NoteWriter(text, in: session).kept(
      draft, to: found.file.id, in: vault, signing: true
    ) { try vault.addAddendum($0, to: parent) }
    let result = JSONObject([
      ("note", .string(kept.result.hexadecimal)), ("addendumTo", .string(parent.hexadecimal)),
      ("client", .string(ClientNumber(found.file.number)?.text ?? "")),
    ])
    return Answer(
      result,
      "addendum \(kept.result.shortText) to \(parent.shortText) is signed, and locked for good")
  }
}
