import Casework
import System

/// The one hint that a psychotherapy note gets, and the answer to it. The text is never refused.
struct ExcludedContentQuestion {
  private let hint: ExcludedContentHint

  init(_ hint: ExcludedContentHint) { self.hint = hint }

  /// Whether its author said that the text is to be kept as it is; false where nobody can be asked.
  ///
  /// `otherwise` is the other answer, and what is thrown for it.
  func isAnswered(
    by questions: Questions, otherwise: (answer: TerminalText, error: any Error)?
  ) throws -> Bool {
    let question: TerminalText = """
      This may be \(hint.words).
      What shall become of it?
      """
    let keep: TerminalText = "keep it as it is"
    switch try questions.choice(question, among: [keep] + [otherwise?.answer].compactMap(\.self)) {
    case 0: return true
    case nil: return false
    default: throw otherwise?.error ?? EditAgain()
    }
  }
}

extension ExcludedContentHint {
  /// What was found, and what psychotherapy notes do with it.
  var words: TerminalText {
    "\(TerminalText.list(found.map(\.title))), which psychotherapy notes leave out (45 CFR 164.501)"
  }
}

/// The hint could not be shown to anybody, and a signature would have locked the text for good.
struct UnansweredHint: WordedError {
  let hint: ExcludedContentHint
  /// Whether the text lies in the vault already, as a draft.
  let isKept: Bool

  var wording: Wording {
    Wording(
      .refused, "unanswered-hint",
      "this may be \(hint.words); \(isKept ? "it stays a draft" : "nothing was written")",
      hint: "--keep signs the text as it is, and the note says so")
  }
}
