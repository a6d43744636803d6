import ArgumentParser
import Casework
import System

/// Where a note's text comes from: a file, standard input, or an editor.
struct NoteTextOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Take the text from this file; - is standard input.", valueName: "file"),
    completion: .file())
  var from: String?

  @Flag(help: "Use an editor that is not known to leave no copies behind.")
  var allowEditor = false

  @Flag(help: "Keep likely excluded content in a psychotherapy note as it is.")
  var keep = false

  /// Without `--from`, what is piped in is the text; an editor needs a keyboard.
  var usesEditor: Bool { from == nil && StandardInput.isTerminal }
}

/// Gets a text and hands it on until it is kept, or given up.
///
/// With an editor nothing is lost by a mistake: whatever is refused comes back into the editor.
struct NoteText {
  private let options: NoteTextOptions
  private let session: Session

  init(_ options: NoteTextOptions, in session: Session) {
    self.options = options
    self.session = session
  }

  /// `keep` stores the text. It is called again with another text as long as a person goes on.
  func kept<Result>(startingWith text: String, by keep: (String) throws -> Result) throws -> Result
  {
    guard options.usesEditor else { return try keep(try given()) }
    var text = Array(text.utf8)
    while true {
      text = try edited(text)
      do {
        return try keep(try UTF8Text.note(from: text.span))
      } catch {
        if !(error is EditAgain) { try offerAnotherTry(after: error) }
      }
    }
  }

  private func given() throws -> String {
    let file = InputFile(path: options.from ?? "-")
    let bytes = try file.bytes(atMost: UTF8Text.maximumNoteLength)
    do {
      return try UTF8Text.note(from: bytes.span)
    } catch {
      throw InvalidNote.text(error)
    }
  }

  private func edited(_ text: [UInt8]) throws -> [UInt8] {
    let editor = EditorSession(
      session.environment, allowingUnknown: options.allowEditor,
      limit: UTF8Text.maximumNoteLength)
    switch try editor.edit(text) {
    case .saved(let text): return text
    case .unchanged: throw NothingWritten.unchanged
    case .empty: throw NothingWritten.empty
    case .failed(_, let saved):
      let question: TerminalText = "The editor ended badly. Go on with what it had saved?"
      guard let saved, try session.questions.confirm(question, standard: true, unasked: false)
      else { throw NothingWritten.editorFailed }
      return saved
    }
  }

  private func offerAnotherTry(after error: any Error) throws {
    session.screen.complain(Wording(of: error))
    guard
      try session.questions.confirm(
        "Edit again? Without that the text is gone.", standard: true, unasked: false)
    else { throw error }
  }
}

/// Somebody wants to change the text before it is kept.
struct EditAgain: Error {}

/// Why an editor came back without a note.
enum NothingWritten: WordedError {
  case unchanged, empty, editorFailed

  var wording: Wording {
    switch self {
    case .unchanged:
      Wording(.usage, "unchanged", "the text was left as it was; nothing was written")
    case .empty: Wording(.usage, "empty-text", "the text was left empty; nothing was written")
    case .editorFailed:
      Wording(.refused, "editor-failed", "the editor was left without keeping; nothing was written")
    }
  }
}
