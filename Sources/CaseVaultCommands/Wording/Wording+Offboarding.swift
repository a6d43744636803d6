import CaseVault
import Casework
import System

/// Somebody who cannot be said to leave, with their name.
struct OffboardingRefused: WordedError {
  let why: CannotOffboard
  let name: TerminalText

  var wording: Wording {
    let list: TerminalText = "casevault member list shows who works here"
    return switch why {
    case .noSuchMember:
      Wording(.notFound, "no-such-member", "nobody by that id works here", hint: list)
    case .leftAlready:
      Wording(
        .conflict, "left-already", "\(name) has left already",
        hint: "casevault member list shows since when")
    case .proposedAlready(let number):
      Wording(
        .conflict, "proposed-already", "that \(name) leaves is proposed already",
        hint: "another member runs: casevault member approve \(number)")
    case .concernsYou:
      Wording(
        .refused, "concerns-you", "it concerns you, so two others propose and approve it",
        hint: "casevault member list shows who may")
    case .worksAlone:
      Wording(
        .refused, "works-alone", "you work alone here, so there is nobody who could leave",
        hint: "to keep what is there: casevault vault backup FILE")
    case .tooFewStay:
      Wording(
        .refused, "too-few-stay",
        "without \(name) nobody could be enrolled any more: it takes two who may",
        hint:
          "enrol another first: casevault member enrol REQUEST --role privacy-officer or administrator"
      )
    case .holdsAlone(let kind):
      Wording(
        .refused, "holds-alone",
        "nobody but \(name) holds the key of \(kind.phrase), which would be closed for good",
        hint:
          "first enrol another privacy officer, and have \(name) run any command, which hands the key on"
      )
    case .closesFiles(let files):
      Wording(
        .refused, "closes-files",
        "nobody but \(name) has the key of \(TerminalText.list(files.map(\.text))), which would be closed to everybody",
        hint:
          "have them handed over first: casevault file hand-over \(files.first?.text ?? "CLIENT") --to MEMBER; or, if that cannot be: --leave-closed"
      )
    }
  }
}

extension KeyKnownAlready: WordedError {
  var wording: Wording {
    hasLeft
      ? Wording(
        .conflict, "key-of-a-leaver", "this key is that of somebody who has left",
        hint: "they come back with a new one: casevault key create --key FILE --request FILE")
      : Wording(
        .conflict, "member-already", "this key is that of somebody who works here already",
        hint: "casevault member list shows who works here")
  }
}

extension CompartmentKind {
  var phrase: TerminalText {
    switch self {
    case .oversight: "oversight"
    case .registry: "the register of clients"
    default: "the \(code)"
    }
  }
}
