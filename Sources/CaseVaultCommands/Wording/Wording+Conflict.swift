import CaseVault
import System

/// A conflict that cannot be declared or cleared, with the name of whom it is about.
struct ConflictRefused: WordedError {
  let why: CannotDeclare
  let name: TerminalText

  var wording: Wording {
    let list: TerminalText = "casevault conflict list shows those that there are"
    return switch why {
    case .noSuchMember:
      Wording(
        .notFound, "no-such-member", "nobody by that id works here",
        hint: "casevault member list shows who does")
    case .declaredAlready:
      Wording(
        .conflict, "declared-already", "it is declared already that \(name) has a conflict there",
        hint: list)
    case .notDeclared:
      Wording(
        .conflict, "not-declared", "no conflict of \(name) with this client is declared", hint: list
      )
    case .nobodyLeft:
      Wording(
        .refused, "nobody-left", "nobody but \(name) could open the case file any more",
        hint:
          "give it to somebody else first: casevault file assign CLIENT --to MEMBER, or file hand-over"
      )
    case .concernsYou:
      Wording(
        .refused, "concerns-you", "it concerns you, so two others propose and approve it",
        hint: "casevault member list shows who may")
    }
  }
}
