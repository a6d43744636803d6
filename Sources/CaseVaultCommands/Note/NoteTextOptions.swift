import ArgumentParser
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

  /// Whoever edits sits at a terminal, also where a program hands the passphrase over.
  func questions(in session: Session) -> Questions {
    usesEditor ? Questions(mayAsk: true, synopsis: "") : session.questions
  }
}
