import CaseVault
import Casework
import System

extension TakenByRestoring {
  func write(to result: inout JSONObject, in vault: Vault) throws {
    let words = try TakingWords(in: vault)
    result.append("remembered", .bool(byHand != nil))
    result.append("takenAgain", words.facts(takenAgain: named.takings))
    result.append("closed", .array(closed.map { .string($0.text) }))
    result.append("byHand", words.facts(byHand: byHand ?? []))
  }

  /// What is taken away, and what is left to do; nothing where nothing was taken away since.
  func paragraphs(in vault: Vault, waits: Bool) throws -> [TerminalText] {
    guard let byHand else { return [.forgottenTakings] }
    let words = try TakingWords(in: vault)
    var paragraphs: [TerminalText] = []
    if !named.isEmpty {
      let when: TerminalText = waits ? ", once it is approved" : ""
      paragraphs.append(
        "What this device remembers as taken away since is taken away again\(when):\n\(words.lines(takenAgain: named.takings))"
      )
    }
    if !closed.isEmpty { paragraphs.append(.closedByRestoring(closed)) }
    if !byHand.isEmpty {
      paragraphs.append(
        "This was taken away as well, and is as it was until somebody takes it away:\n\(words.lines(byHand: byHand))"
      )
    }
    return paragraphs
  }
}

extension TerminalText {
  static let forgottenTakings: TerminalText =
    "This device does not remember what was taken away since: look at casevault member list and casevault member review"
}

/// One of both.
struct ClosedAndKept: WordedError {
  var wording: Wording {
    Wording(
      .usage, "closed-and-kept", "files are closed, or members kept: not both",
      hint: "see casevault vault restore --help")
  }
}
