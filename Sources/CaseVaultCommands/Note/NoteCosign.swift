import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note cosign`: a supervisor's signature beside a trainee's.
struct NoteCosign: VaultCommand {
  static let synopsis = "casevault note cosign NOTE --version NUMBER"
  static let configuration = CommandConfiguration(
    commandName: "cosign", abstract: "Sign a trainee's note too, which locks it for good.",
    usage: synopsis,
    discussion: """
      casevault note queue shows what waits; casevault note return gives it back instead. Where nobody \
      can be shown the note and asked, --version says which version was read.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("An id, or CLIENT/NUMBER.", valueName: "note"))
  var note: String?

  @Option(
    name: .customLong("version"),
    help: ArgumentHelp("The version that you have read.", valueName: "number"))
  var noteVersion: UInt32?

  var missing: TerminalText? {
    note == nil
      ? "the note" : noteVersion == nil ? "the version that you have read: --version NUMBER" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let id = try NoteChoice(in: vault, asking: session.questions, to: .coSignNotes).note(note)
    // Read, and so recorded: whoever signs has seen what it says.
    let opened = try vault.read(id, to: session.questions.canAsk ? .terminal : .program)
    guard case .submitted = opened.summary.record.status else { throw NoteRefused.notSubmitted }
    try confirm(opened, in: vault, session)
    try vault.coSign(id, version: noteVersion ?? opened.summary.version)
    let result = JSONObject([
      ("note", .string(id.hexadecimal)), ("status", "signed"),
      ("version", .integer(Int64(opened.summary.version))),
    ])
    return Answer(result, "note \(id.shortText) is co-signed, and locked for good")
  }

  private func confirm(_ opened: OpenedNote, in vault: Vault, _ session: Session) throws {
    guard session.questions.canAsk else { return }
    let page = NotePage(opened, authors: try vault.members().names, now: vault.now())
      .page(session.screen.promptLayout)
    let question: TerminalText = "\(page)\n\nCo-sign this note? It is locked for good then."
    guard try session.questions.confirm(question, standard: false, unasked: true) else {
      throw NotConfirmed()
    }
  }
}
