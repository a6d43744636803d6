import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note write`: a new note, as a draft or signed at once.
struct NoteWrite: VaultCommand {
  static let synopsis =
    "casevault note write CLIENT [--kind KIND] [--sign] [--from FILE] [--keep] [--allow-editor] \(NoteOptions.synopsis)"
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: "Write a note.", usage: synopsis,
    discussion: """
      The text comes from --from, from a pipe, or from the editor that VISUAL or EDITOR names (vim, \
      neovim, nano and Emacs are started so that they leave no copy behind). A psychotherapy note lies \
      under a key of its own, and has no session facts (45 CFR 164.501).
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .client)
  var client: String?

  @Option(help: ArgumentHelp("progress or psychotherapy.", valueName: "kind"))
  var kind: NoteKindName = NoteKindName(.progress)

  @OptionGroup(title: "The note") var note: NoteOptions
  @OptionGroup(title: "Its text") var text: NoteTextOptions

  @Flag(help: "Sign it at once, which locks it for good.")
  var sign = false

  var missing: TerminalText? { client == nil ? "the client" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let client = try ClientChoice(in: vault, asking: session.questions, to: .writeNotes).client(
      client)
    let draft = try draft(session)
    // Nobody types a note to learn only then that they may not sign it.
    if sign { try vault.check([vault.signing(draft.kind, in: client.file)]) }
    let writer = NoteWriter(text, in: session)
    let kept = try writer.kept(draft, to: client.file, in: vault, signing: sign) { note in
      try vault.write(note, in: client.file)
    }
    // Not inside: a refused signature must not lead to writing the note a second time.
    let state: KeptState = sign ? try vault.sign(kept.result) ? .signed : .submitted : .draft
    return KeptNoteAnswer(kept.result, kept.note, of: client.number, state).answer
  }

  private func draft(_ session: Session) throws -> NoteDraft {
    let times = TypedTimes()
    let template = note.template?.template ?? .free
    let event = try note.event(of: kind.kind, times) ?? times.thisMinute
    return NoteDraft(
      kind: kind.kind, template: template, title: try title(session.questions),
      text: template.skeleton, event: event,
      session: try note.session(.none, TypedTimes(on: event)), keepsExcludedContent: text.keep)
  }

  /// Whoever sits at an editor is asked; a title is never owed.
  private func title(_ questions: Questions) throws -> String? {
    guard note.title == nil, text.usesEditor, questions.canAsk else { return note.title }
    let title = try questions.line("Title (or Enter for none)")
    return title.isEmpty ? nil : title
  }
}
