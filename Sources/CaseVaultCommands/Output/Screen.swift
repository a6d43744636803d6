import Casework
import System

/// Where a command's words go: standard output for the answer, standard error for everything else.
struct Screen: Sendable {
  let environment: Environment
  let isJSON: Bool

  /// Where the answer goes, as the log names it. Found out by looking at what is open, not by asking
  /// whether it is a terminal alone: a file, a pipe and a socket are three kinds of export.
  var destination: Destination {
    if StandardStream.output.isTerminal { return .terminal }
    return switch StandardStream.output.kind {
    case .pipe: .pipe
    case .socket: .socket
    default: .file
    }
  }

  var layout: Layout {
    let isTerminal = StandardStream.output.isTerminal
    let isPlain = environment["NO_COLOR"] != nil || environment["TERM"] == "dumb"
    return Layout(
      columns: isTerminal ? Terminal.size(environment).columns : nil,
      hasColour: isTerminal && !isPlain)
  }

  /// For words that stand in a question, which goes to the terminal wherever the answer goes.
  var promptLayout: Layout {
    Layout(columns: Terminal.size(environment).columns, hasColour: false)
  }

  /// The bytes that an answer is, before any of them leaves.
  func bytes(of answer: Answer) -> [UInt8] {
    if isJSON { return Array(JSONResult.text(of: answer.result).utf8) }
    let page = answer.page(layout).string
    return Array((page.isEmpty ? page : page + "\n").utf8)
  }

  /// Shows an answer. `recording` runs before the first byte when words of a case file leave by any
  /// other way than the terminal; where it throws, nothing is written.
  func show(_ answer: Answer, recording: ([UInt8], Destination) throws -> Void) throws {
    let bytes = bytes(of: answer)
    let destination = destination
    if answer.holdsStoredWords && destination.isExport { try recording(bytes, destination) }
    try StandardStream.output.write(bytes)
    guard let hint = answer.hint, !isJSON else { return }
    _ = try? StandardStream.error.write("casevault: hint: \(hint)\n" as TerminalText)
  }

  /// Says what went wrong, on standard error.
  func complain(_ wording: Wording) {
    // Where even standard error is closed, the exit status has to do.
    if isJSON {
      _ = try? StandardStream.error.write(Array(JSONResult.text(of: wording).utf8))
    } else {
      _ = try? StandardStream.error.write(wording.lines)
    }
  }

  /// What is said when a signal ends the command: not what became of the work, which only whoever did it
  /// knows, but what holds of all of it. A progress bar that stands there is wiped off.
  func interruption(endingWith status: Int32) -> [UInt8] {
    let message: TerminalText = "interrupted; nothing is half done"
    let hint: TerminalText = "run the command again; casevault audit log shows what was done"
    if isJSON {
      return Array(JSONResult.text(ofInterruption: message, exit: status, hint: hint).utf8)
    }
    let hasBar = StandardStream.error.isTerminal && environment["TERM"] != "dumb"
    let lines = "casevault: error: \(message.string)\ncasevault: hint: \(hint.string)\n"
    return Array(((hasBar ? "\r\u{1B}[K" : "") + lines).utf8)
  }

  /// A line that somebody has to see whatever they asked for, also where a program reads the answer.
  func warn(_ text: TerminalText) {
    _ = try? StandardStream.error.write("\(text)\n")
  }

  /// A line beside the answer that no program reads: what happens next, what to keep in mind.
  func remark(_ text: TerminalText) {
    guard !isJSON else { return }
    _ = try? StandardStream.error.write("\(text)\n")
  }
}
