import Glibc

/// Asks a person for words that stand on paper before them: shown as they are typed, since nobody copies so
/// many unseen, and kept nowhere but in memory of the caller's.
package struct WordsPrompt: Sendable {
  private let terminal: FilePath

  package init() {
    self.init(terminal: "/dev/tty")
  }

  init(terminal: FilePath) {
    self.terminal = terminal
  }

  /// Shows `question`, reads one line into `memory`, and returns its length in bytes, 0 included.
  /// Throws ``PromptError/tooLong(limit:)`` when the line does not fit.
  package func read(
    asking question: TerminalText, into memory: inout MutableSpan<UInt8>
  ) throws(PromptError) -> Int {
    let terminal = try ControllingTerminal(terminal)
    try terminal.write(question)
    return try unsafe memory.withUnsafeMutableBytes { (memory) throws(PromptError) in
      try unsafe terminal.withLine { (line) throws(PromptError) in
        guard line.count <= memory.count else { throw .tooLong(limit: memory.count) }
        unsafe memory.copyMemory(from: line)
        return line.count
      }
    }
  }
}
