import Casework
import System

/// Gets a text and hands it on until it is kept, or given up.
///
/// With an editor nothing is lost by a mistake: whatever is refused comes back into the editor.
struct TypedText {
  private let options: NoteTextOptions
  private let session: Session

  init(_ options: NoteTextOptions, in session: Session) {
    self.options = options
    self.session = session
  }

  /// `keep` stores the text. It is called again with another text as long as a person goes on.
  func kept<Result>(
    startingWith text: String, evenUnchanged: Bool, by keep: (String) throws -> Result
  ) throws -> Result {
    guard options.usesEditor else { return try keep(try given()) }
    // A signal that comes between the editor's end and the storing must not take the text along.
    return try Signals.deferring {
      try keptFromEditor(startingWith: text, evenUnchanged: evenUnchanged, by: keep)
    }
  }

  private func keptFromEditor<Result>(
    startingWith text: String, evenUnchanged: Bool, by keep: (String) throws -> Result
  ) throws -> Result {
    var text = Array(text.utf8)
    var isWorthKeeping = evenUnchanged
    while true {
      text = try edited(text, isWorthKeeping: isWorthKeeping)
      isWorthKeeping = true
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

  /// `isWorthKeeping` says that the text is somebody's work already, or goes with something else that is:
  /// leaving the editor does not undo that.
  private func edited(_ text: [UInt8], isWorthKeeping: Bool) throws -> [UInt8] {
    let editor = EditorSession(
      session.environment, allowingUnknown: options.allowEditor, limit: Self.longestReadBack)
    switch try editor.edit(text) {
    case .saved(let text): return text
    case .unchanged where isWorthKeeping: return text
    case .unchanged: throw NothingWritten.unchanged
    case .empty: throw NothingWritten.empty
    case .failed(_, let saved):
      let question: TerminalText = "The editor ended badly. Go on with what it had saved?"
      guard let saved = saved ?? (isWorthKeeping ? text : nil), try agrees(to: question)
      else { throw NothingWritten.editorFailed }
      return saved
    }
  }

  private func offerAnotherTry(after error: any Error) throws {
    session.screen.complain(Wording(of: error))
    guard try agrees(to: "Edit again? Otherwise the text is lost.") else { throw TextGivenUp() }
  }

  /// Only a clear no gives a text up.
  private func agrees(to question: TerminalText) throws -> Bool {
    do {
      let isWanted = try options.questions(in: session).keeps(question)
      // The editor would otherwise end before it begins, for a Ctrl-C that somebody has answered since.
      if isWanted { Signals.goOnAfterInterruption() }
      return isWanted
    } catch PromptError.noAnswer {
      return true
    }
  }

  /// What is too long for a note still comes back, so that its author can shorten it.
  private static let longestReadBack = 8 * UTF8Text.maximumNoteLength
}

/// Somebody wants to change the text before it is kept.
struct EditAgain: Error {}

/// A text that could not be kept, and whose author said that it may go. Why was said before.
struct TextGivenUp: WordedError {
  var wording: Wording {
    Wording(
      .refused, "text-given-up", "the text was given up; nothing was written",
      hint: again)
  }
}

/// What to do after an editor came back without a note.
private let again: TerminalText = "run the command again, and save before you leave the editor"

/// Why an editor came back without a note.
enum NothingWritten: WordedError {
  case unchanged, empty, editorFailed

  var wording: Wording {
    switch self {
    case .unchanged:
      Wording(
        .usage, "unchanged", "the text was left as it was; nothing was written", hint: again)
    case .empty:
      Wording(
        .usage, "empty-text", "the text was left empty; nothing was written", hint: again)
    case .editorFailed:
      Wording(
        .refused, "editor-failed", "the editor was left without keeping; nothing was written",
        hint: again)
    }
  }
}
