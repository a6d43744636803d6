import CaseVault
import Casework
import System

extension GivenUpCopy {
  /// Beside the answer, which stays what it is: the history counts no more.
  var sentence: TerminalText {
    let entries = TerminalText.count(Int(clamping: size), "entry", "entries")
    return isCertain
      ? "this is the history that this device gave up on \(at.localText), at \(entries)"
      : "this device gave up a history of this generation on \(at.localText), at \(entries): this ends before that, and nothing tells for certain whether it is of the same one"
  }

  var facts: JSONObject {
    JSONObject([
      ("at", .string(at.text)), ("entries", .integer(Int64(clamping: size))),
      ("certain", .bool(isCertain)),
    ])
  }
}
