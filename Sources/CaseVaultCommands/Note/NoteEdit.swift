import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note edit`: the next version of a draft.
struct NoteEdit: VaultCommand {
  static let synopsis =
    "casevault note edit NOTE [--from FILE] [--keep] [--allow-editor] \(NoteOptions.synopsis)"
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change a draft.", usage: synopsis,
    discussion: """
      Earlier versions stay: casevault note history lists them. A signed note does not change any more; \
      casevault note addendum adds to it.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("An id, or CLIENT/NUMBER.", valueName: "note"))
  var noteName: String?

  @OptionGroup(title: "The note") var note: NoteOptions
  @OptionGroup(title: "Its text") var text: NoteTextOptions

  var missing: TerminalText? { noteName == nil ? "the note" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let id = try NoteChoice(in: vault, asking: session.questions, to: .writeNotes).note(noteName)
    let record = try vault.record(of: id)
    try record.record.status.checkIsDraft()
    guard record.record.author == vault.member else { throw NoteRefused.draftOfAnother }
    let earlier = try vault.read(id, to: text.usesEditor ? .editor : .program).note
    let draft = try draft(from: earlier)
    // What is said anew beside the text is kept, also where the text stays as it was.
    let kept = try NoteWriter(text, in: session).kept(
      draft, to: record.file.id, in: vault, signing: false,
      evenUnchanged: draft != NoteDraft(of: earlier)
    ) { try vault.revise(id, to: $0) }
    let number = ClientNumber(record.file.number)
    return KeptNoteAnswer(id, kept.note, of: number, .draft).answer
  }

  /// Everything stays as it was but what is said anew.
  private func draft(from earlier: Note) throws -> NoteDraft {
    let times = TypedTimes(on: earlier.event)
    let event = try note.event(of: earlier.kind, times) ?? earlier.event
    return NoteDraft(
      kind: earlier.kind, template: note.template?.template ?? earlier.template,
      title: note.title ?? earlier.title, text: earlier.text, event: event,
      session: try note.session(earlier.session, TypedTimes(on: event)), source: earlier.source,
      keepsExcludedContent: text.keep || earlier.keepsExcludedContent)
  }
}

extension NoteDraft {
  /// A note as it stands, to be written on.
  fileprivate init(of note: Note) {
    self.init(
      kind: note.kind, template: note.template, title: note.title, text: note.text,
      event: note.event, session: note.session, source: note.source,
      keepsExcludedContent: note.keepsExcludedContent)
  }
}
