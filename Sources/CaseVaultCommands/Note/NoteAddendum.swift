import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note addendum`: the only way to correct what is signed.
struct NoteAddendum: VaultCommand {
  static let synopsis =
    "casevault note addendum NOTE [--title TITLE] [--from FILE] [--keep] [--allow-editor]"
  static let configuration = CommandConfiguration(
    commandName: "addendum", abstract: "Add to a signed note.", usage: synopsis,
    discussion: """
      An addendum is signed as it is written, and is always shown with its note. A trainee's waits for a supervisor's \
      signature, as their notes do.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("An id, or CLIENT/NUMBER.", valueName: "note"))
  var note: String?

  @Option(help: "A title for lists.")
  var title: String?

  @OptionGroup(title: "Its text") var text: NoteTextOptions

  var missing: TerminalText? { note == nil ? "the note" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    // A trainee's signature is half of two.
    let signsAlone = try vault.state.members[vault.member]?.signsAlone ?? true
    let power: Power = signsAlone ? .signNotes : .submitNotes
    let parent = try NoteChoice(in: vault, asking: session.questions, to: power).note(note)
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
      ("status", .string((signsAlone ? KeptState.signed : .submitted).rawValue)),
    ])
    let short = kept.result.shortText
    return Answer(
      result,
      signsAlone
        ? "addendum \(short) to \(parent.shortText) is signed, and locked for good"
        : """
        addendum \(short) to \(parent.shortText) is signed by you, and waits for your supervisor's signature

        Next: a supervisor of yours (casevault member list) runs casevault note cosign \(short)
        """)
  }
}
