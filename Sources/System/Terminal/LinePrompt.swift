import Glibc

/// Asks a person a question whose answer may be seen.
package struct LinePrompt: Sendable {
  /// The longest answer accepted, in bytes.
  package static let limit = 1024

  private let terminal: FilePath

  package init() {
    self.init(terminal: "/dev/tty")
  }

  init(terminal: FilePath) {
    self.terminal = terminal
  }

  /// True when there is somebody to ask.
  package var canAsk: Bool {
    (try? ControllingTerminal(terminal)) != nil
  }

  /// Shows `Question [standard]: ` and returns the answer without surrounding spaces; an empty line
  /// stands for `standard`, and is an empty answer when there is none.
  package func ask(
    _ question: TerminalText, standard: String? = nil
  ) throws(PromptError) -> String {
    let offer: TerminalText = standard.map { " [\($0)]" } ?? ""
    let answer = try line(after: "\(question)\(offer): ")
    return answer.isEmpty ? standard ?? "" : answer
  }

  /// Shows `Question [y/N] ` and waits for yes or no, three times at most. What was typed before the
  /// question was there is no answer to it.
  package func confirm(
    _ question: TerminalText, standard: Bool? = nil
  ) throws(PromptError) -> Bool {
    let offer: TerminalText = standard.map { $0 ? "[Y/n]" : "[y/N]" } ?? "[y/n]"
    try ControllingTerminal(terminal).forgetTyped()
    for attempt in 0..<3 {
      let asked: TerminalText = attempt == 0 ? question : "Please answer y for yes or n for no:"
      let answer = try line(after: "\(asked) \(offer) ").lowercased()
      if let standard, answer.isEmpty { return standard }
      if ["y", "yes"].contains(answer) { return true }
      if ["n", "no"].contains(answer) { return false }
    }
    throw .noAnswer
  }

  private func line(after question: TerminalText) throws(PromptError) -> String {
    let terminal = try ControllingTerminal(terminal)
    try terminal.write(question)
    return try unsafe terminal.withLine { (line) throws(PromptError) in
      guard line.count <= Self.limit else { throw .tooLong(limit: Self.limit) }
      guard let text = unsafe String(validating: line, as: UTF8.self) else { throw .notText }
      let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
      let end = text.lastIndex { !isBlank($0) }.map { text.index(after: $0) } ?? text.startIndex
      return String(text[..<end].drop(while: isBlank))
    }
  }
}
