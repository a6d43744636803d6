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
    var facts = JSONObject([
      ("code", .string(error.code)), ("exit", .integer(Int64(error.exit.rawValue))),
      ("message", .string(error.message.string)),
    ])
    facts.append("hint", ifPresent: error.hint.map { .string($0.string) })
    return JSONOutput.text(of: ["casevault": .integer(version), "error": .object(facts)]) + "\n"
  }
}
