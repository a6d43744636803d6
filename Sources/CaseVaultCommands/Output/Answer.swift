import Casework
import System

/// What a command has to say: once for programs, once for people.
struct Answer {
  /// The `result` of `--json`. Its shape is documented in docs/commands.md and does not change.
  let result: JSONObject
  /// The same for a person, made for a width; ends without a line feed.
  let page: (Layout) -> TerminalText
  /// Whether words of a case file are in it: a name, a title, a text. Then everything but a terminal
  /// is an export, recorded before the first byte (design §9).
  var holdsStoredWords = false
  /// What somebody should know beside it, on standard error. For programs it is in the result.
  var hint: TerminalText?
  /// A command can answer and still not be content, as `audit verify` is not when it found a fault.
  var fault: (any Error)?

  init(
    _ result: JSONObject, storedWords: Bool = false, fault: (any Error)? = nil,
    page: @escaping (Layout) -> TerminalText
  ) {
    self.result = result
    self.page = page
    holdsStoredWords = storedWords
    self.fault = fault
  }

  /// A text that another program reads, such as a ticket: never broken, whatever the screen.
  init(_ result: JSONObject, machineText text: String) {
    self.init(result) { _ in .escapedKeepingLines(String(text.dropLast())) }
  }

  /// An answer of a sentence or a few, broken at the width of the screen; a line that begins with a
  /// space is a command, to be copied as it is.
  init(
    _ result: JSONObject, storedWords: Bool = false, fault: (any Error)? = nil,
    _ sentence: TerminalText
  ) {
    self.init(result, storedWords: storedWords, fault: fault) { $0.sentences(sentence) }
  }
}

/// What a page for people may count on.
struct Layout: Equatable {
  /// Nil where nobody looks: lines are as long as they have to be.
  let columns: Int?
  let hasColour: Bool

  /// A heading, if the terminal can show one.
  func heading(_ text: TerminalText) -> TerminalText {
    hasColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  /// Text of less weight.
  func faint(_ text: TerminalText) -> TerminalText {
    hasColour ? "\u{1B}[2m\(text)\u{1B}[0m" : text
  }

  /// Sentences of ours, broken at the width of the screen: what has to be copied stays in one piece, a command
  /// with its options too.
  func sentences(_ text: TerminalText) -> TerminalText {
    guard let columns else { return text }
    return text.brokenAtSpaces(toWidth: columns) { CommandsInText.whole($0) }
      .joined(separator: "\n")
  }

  /// A text broken at the width of the screen.
  func wrapped(_ text: TerminalText) -> TerminalText {
    guard let columns else { return text }
    return text.wrapped(toWidth: columns).joined(separator: "\n")
  }
}
