import Casework
import System

/// The one envelope around everything that `--json` prints: a single JSON object, in one of two shapes.
///
///     {"casevault": 1, "result": {…}}                       on standard output
///     {"casevault": 1, "error": {"code": …, "exit": …, …}}  on standard error
///
/// The number is the version of all shapes together: members may be added under it, but none is
/// renamed, removed or given another meaning. Source: docs/commands.md.
enum JSONResult {
  static let version: Int64 = 1

  static func text(of result: JSONObject) -> String {
    JSONOutput.text(of: ["casevault": .integer(version), "result": .object(result)]) + "\n"
  }

  static func text(of error: Wording) -> String {
    text(ofError: error.code, exit: error.exit.rawValue, error.message, hint: error.hint)
  }

  /// A signal ends the command with a status of its own: 130, 143 or 129.
  static func text(
    ofInterruption message: TerminalText, exit: Int32, hint: TerminalText
  ) -> String {
    text(ofError: ExitStatus.interrupted.name, exit: exit, message, hint: hint)
  }

  private static func text(
    ofError code: String, exit: Int32, _ message: TerminalText, hint: TerminalText?
  ) -> String {
    var facts = JSONObject([
      ("code", .string(code)), ("exit", .integer(Int64(exit))),
      ("message", .string(message.string)),
    ])
    facts.append("hint", ifPresent: hint.map { .string($0.string) })
    return JSONOutput.text(of: ["casevault": .integer(version), "error": .object(facts)]) + "\n"
  }
}
