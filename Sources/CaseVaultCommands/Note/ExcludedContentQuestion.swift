import Casework
import System

/// The one hint that a psychotherapy note gets, and the answer to it. The text is never refused.
struct ExcludedContentQuestion {
  private let hint: ExcludedContentHint

  init(_ hint: ExcludedContentHint) { self.hint = hint }

  /// Comes back when the text is to be kept. Throws ``EditAgain`` when its author wants to change it,
  /// and ``UnansweredHint`` where nobody can be asked.
  func answered(by questions: Questions, canEdit: Bool) throws {
    let question: TerminalText = """
      This may be \(Self.found(hint)), which psychotherapy notes leave out (45 CFR 164.501).
      What shall become of it?
      """
    let answers: [TerminalText] = canEdit ? ["keep it as it is", "edit it"] : ["keep it as it is"]
    switch try questions.choice(question, among: answers) {
    case 0: return
    case nil: throw UnansweredHint(hint: hint)
    default: throw EditAgain()
    }
  }

  fileprivate static func found(_ hint: ExcludedContentHint) -> TerminalText {
    TerminalText.list(hint.found.map(\.title))
  }
}

/// The hint could not be shown to anybody.
struct UnansweredHint: WordedError {
  let hint: ExcludedContentHint

  var wording: Wording {
    Wording(
      .refused, "unanswered-hint",
      "this may be \(ExcludedContentQuestion.found(hint)), which psychotherapy notes leave out (45 CFR 164.501); nothing was written",
      hint: "--keep keeps the text as it is, and the note says so")
  }
}
