/// Why no answer was had from a person, or from the descriptor that speaks for one.
package enum PromptError: Error, Equatable, Sendable {
  /// There is no terminal to ask on: a job of cron, a closed session.
  case noTerminal
  /// Ctrl-C, Ctrl-\ or a signal.
  case interrupted
  /// Ctrl-D on an empty line, a closed window, or a descriptor with nothing left.
  case endOfInput
  /// More bytes than the limit.
  case tooLong(limit: Int)
  /// The answer is no UTF-8.
  case notText
  /// Neither yes nor no, three times.
  case noAnswer
  /// No file is open under that number, or it cannot be read.
  case descriptorNotReadable(Int32)
  /// Anything else the system answered, with its error number.
  case ioError(Int32)
}
