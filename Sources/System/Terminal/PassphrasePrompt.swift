import Glibc

/// Asks a person for a passphrase without showing it.
///
/// The bytes go straight into memory of the caller's; every other place they pass through is wiped.
/// They are handed over as typed: normalising and judging them is the business of whoever uses them.
package struct PassphrasePrompt: Sendable {
  private let terminal: FilePath

  package init() {
    self.init(terminal: "/dev/tty")
  }

  init(terminal: FilePath) {
    self.terminal = terminal
  }

  /// Shows `question`, reads one line into `memory`, and returns its length in bytes, 0 included.
  ///
  /// Throws ``PromptError/tooLong(limit:)`` when the line does not fit into `memory`, and
  /// ``PromptError/interrupted`` on Ctrl-C.
  package func read(
    asking question: TerminalText, into memory: inout MutableRawSpan
  ) throws(PromptError) -> Int {
    let terminal = try ControllingTerminal(terminal)
    return try unsafe memory.withUnsafeMutableBytes { (memory) throws(PromptError) in
      try terminal.withoutEcho { (interrupts) throws(PromptError) in
        try terminal.write(question)
        do throws(PromptError) {
          return try unsafe terminal.withLine(interruptedBy: interrupts) {
            (line) throws(PromptError) in
            guard line.count <= memory.count else { throw .tooLong(limit: memory.count) }
            unsafe memory.copyMemory(from: line)
            return line.count
          }
        } catch {
          // Enter ends the line on the screen by itself; these do not.
          if error == .interrupted || error == .endOfInput { try terminal.write("\n") }
          throw error
        }
      }
    }
  }
}
