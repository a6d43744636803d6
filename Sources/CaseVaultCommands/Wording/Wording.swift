import System

/// An error as it is said: what is wrong, what to do about it, and how the command ends.
struct Wording: Equatable {
  let exit: ExitStatus
  /// A word for programs that does not change when the sentence does.
  let code: String
  /// Lower case, no full stop, never a word of a note.
  let message: TerminalText
  /// What to do next, as a command where there is one. Only what stands inside another error has none.
  let hint: TerminalText?

  /// Whoever is told what is wrong is told what to do: an error of its own cannot be made without.
  init(
    _ exit: ExitStatus, _ code: String, _ message: TerminalText, hint: TerminalText
  ) {
    self.init(exit, code, message, hint)
  }

  /// What is wrong with one of many records, to stand in the list of those that were left out.
  init(ofRecord code: String, _ message: TerminalText) {
    self.init(.usage, code, message, nil)
  }

  /// Somebody ended the command before it had begun.
  init(ofInterruption message: TerminalText) {
    self.init(.interrupted, ExitStatus.interrupted.name, message, hint: "run the command again")
  }

  /// The same with other words, for an error that stands inside this one.
  func saying(_ message: TerminalText) -> Wording { Wording(exit, code, message, hint) }

  /// The same with another hint.
  func hinting(_ hint: TerminalText) -> Wording { Wording(exit, code, message, hint) }

  private init(
    _ exit: ExitStatus, _ code: String, _ message: TerminalText, _ hint: TerminalText?
  ) {
    self.exit = exit
    self.code = code
    self.message = message
    self.hint = hint
  }

  /// `casevault: error: …`, and `casevault: hint: …` on a line of its own.
  var lines: TerminalText {
    let error: TerminalText = "casevault: error: \(message)\n"
    guard let hint else { return error }
    return "\(error)casevault: hint: \(hint)\n"
  }
}

/// An error that has words. Every error of every target gets them in this folder and nowhere else.
protocol WordedError: Error {
  var wording: Wording { get }
}

extension Wording {
  /// The words for any error; one without words of its own is a fault of this program.
  init(of error: any Error) {
    if let worded = error as? any WordedError {
      self = worded.wording
    } else {
      self = Wording(
        .bug, "bug",
        "something happened that this program did not expect: \(String(describing: type(of: error)))",
        hint: "nothing was half done; please report it with the command that you ran")
    }
  }
}
