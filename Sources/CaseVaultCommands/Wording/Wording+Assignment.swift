import CaseVault
import Casework
import System

/// A case file that cannot be given to a colleague, or taken from them, with their name.
struct AssignmentRefused: WordedError {
  let why: CannotAssign
  let name: TerminalText

  var wording: Wording {
    switch why {
    case .noSuchMember:
      Wording(
        .notFound, "no-such-member", "nobody by that id works here",
        hint: "casevault member list shows who does")
    case .doesNoCasework:
      Wording(
        .refused, "no-casework", "none of \(name)'s roles comes with work in case files",
        hint: "choose a clinician, a trainee or a supervisor: casevault member list")
    case .hasConflict:
      Wording(
        .refused, "conflict-declared",
        "\(name) is kept from this case file by a conflict of interest",
        hint: "casevault conflict list shows it; two others can clear it")
    case .assignedAlready:
      Wording(
        .conflict, "assigned-already", "the case file is in \(name)'s hands already",
        hint: "casevault client show CLIENT shows who works in it")
    case .notAssigned:
      Wording(
        .conflict, "not-assigned", "the case file is not in \(name)'s hands",
        hint: "casevault client show CLIENT shows who works in it")
    case .nobodyLeft:
      Wording(
        .refused, "nobody-left", "nobody but \(name) could open the case file any more",
        hint: "give it to somebody else first: casevault file assign CLIENT --to MEMBER")
    case .keyOnItsWay:
      Wording(
        .refused, "key-on-its-way", "the file's key has not been handed on to you yet",
        hint: "it comes with the next command of a colleague who has it; then run this again")
    }
  }
}

/// Two who cannot be supervisor and supervised, or cease to be, with their names.
struct SupervisionRefused: WordedError {
  let why: CannotSupervise
  let member: TerminalText
  let supervisor: TerminalText

  var wording: Wording {
    let list: TerminalText = "casevault member list shows who is what"
    return switch why {
    case .noSuchMember:
      Wording(.notFound, "no-such-member", "nobody by that id works here", hint: list)
    case .doesNoCasework:
      Wording(
        .refused, "no-casework",
        "\(member) does no work in case files that could be supervised", hint: list)
    case .isNoSupervisor:
      Wording(.refused, "no-supervisor", "\(supervisor) is no supervisor", hint: list)
    case .eachOther:
      Wording(
        .refused, "own-supervisor", "nobody supervises themselves, and no two each other",
        hint: "choose another supervisor: casevault member list")
    case .supervisesAlready:
      Wording(
        .conflict, "supervises-already", "\(supervisor) supervises \(member) already", hint: list)
    case .concernsYou:
      Wording(
        .refused, "concerns-you", "it concerns you, so two others propose and approve it",
        hint: "casevault member list shows who may")
    case .leavesNobody(let numbers):
      Wording(
        .refused, "nobody-left",
        "nobody would be left who may work in \(Self.clients(numbers)), and what is there could not be opened",
        hint:
          "have them given to a colleague first: casevault file assign CLIENT --to MEMBER; or, if that cannot be: --leave-closed"
      )
    case .doesNotSupervise:
      Wording(
        .conflict, "does-not-supervise", "\(supervisor) does not supervise \(member)", hint: list)
    }
  }
}

extension ClosesOthers: WordedError {
  var wording: Wording { Self.wording(member: "MEMBER", supervisor: "SUPERVISOR") }

  fileprivate static func wording(member: TerminalText, supervisor: TerminalText) -> Wording {
    Wording(
      .conflict, "closes-others",
      "since this was proposed it would close other case files, or no longer the same",
      hint:
        "take it back with casevault member decline NUMBER, and propose it anew: casevault member unsupervise \(member) --by \(supervisor)"
    )
  }
}

/// The same of two who are known.
struct ClosesOthersThan: WordedError {
  let member: KnownMember
  let supervisor: KnownMember

  var wording: Wording {
    ClosesOthers.wording(member: member.shortID, supervisor: supervisor.shortID)
  }
}

extension SupervisionRefused {
  private static let mostNamed = 5

  static func clients(_ numbers: [Int]) -> TerminalText {
    let names = numbers.prefix(mostNamed).compactMap { ClientNumber($0)?.text }
    let others = numbers.count - names.count
    return TerminalText.list(names + (others > 0 ? ["\(others) more"] : []))
  }
}

extension KeysOnTheirWay: WordedError {
  var wording: Wording {
    let keys = TerminalText.count(count, "case file of yours has", "case files of yours have")
    return Wording(
      .refused, "keys-on-their-way", "\(keys) a key that was not handed on to you yet",
      hint: "it comes with the next command of a colleague who has it; then run this again")
  }
}
