import System

/// A command that could not be understood, or that lacks what nobody was there to be asked for.
struct UsageError: WordedError {
  let message: TerminalText
  /// How the command is written.
  let usage: TerminalText?

  init(_ message: TerminalText, usage: TerminalText? = nil) {
    self.message = message
    self.usage = usage
  }

  var wording: Wording {
    Wording(
      .usage, "usage", message,
      hint: usage ?? "casevault --help lists the nouns, casevault NOUN --help the verbs of one")
  }
}
