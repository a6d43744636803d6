import CaseVault
import Casework
import System

/// A recovery that cannot be set up, begun or gone on with, with the names of those it is about.
struct RecoveryRefused: WordedError {
  let why: CannotRecover
  let names: [MemberID: String]

  /// Does it, and says whom a refusal is about.
  static func wording<Result>(
    by members: [KnownMember] = [], _ act: () throws -> Result
  ) throws -> Result {
    do {
      return try act()
    } catch let why as CannotRecover {
      throw RecoveryRefused(why: why, names: members.names)
    } catch let text as InvalidText {
      throw UnfitReason(text: text)
    }
  }

  var wording: Wording {
    let status: TerminalText = "casevault recovery status shows how things stand"
    return switch why {
    case .notSetUp:
      Wording(
        .refused, "recovery-not-set-up", "no recovery key is set up",
        hint: "casevault recovery set-up --officer MEMBER --officer MEMBER")
    case .worksAlone:
      Wording(
        .refused, "works-alone", "a practice of one person has no officers",
        hint: "print two sheets: casevault recovery set-up --sheets")
    case .isAnAgency:
      Wording(
        .refused, "is-an-agency", "sheets are for a practice of one person",
        hint: "casevault recovery set-up --officer MEMBER --officer MEMBER")
    case .tooFewOfficers, .tooManyOfficers:
      Wording(
        .usage, "wrong-number-of-officers",
        "there are \(RecoveryShares.fewest) to \(RecoveryShares.most) officers",
        hint: "name each: --officer MEMBER --officer MEMBER")
    case .officerTwice:
      Wording(
        .usage, "officer-twice", "one member is named twice as an officer",
        hint: "name each once; casevault member list shows who works here")
    case .noSuchQuorum:
      Wording(
        .usage, "no-such-quorum", "a quorum is two officers at least, and all at most",
        hint: "as in --quorum 2")
    case .noSuchMember:
      Wording(
        .notFound, "no-such-member", "whom it is about does not work here",
        hint: "casevault member list shows who does")
    case .noSuchStart:
      Wording(
        .notFound, "no-such-recovery", "no recovery is under way by that number", hint: status)
    case .anotherFinishes:
      Wording(
        .refused, "another-finishes", "whoever began a recovery finishes it",
        hint: "the pieces were sealed to them; casevault recovery status shows who it is")
    case .isYours:
      Wording(
        .refused, "own-start", "you began this recovery: your own pieces count already",
        hint: "once the others have contributed: casevault recovery finish NUMBER")
    case .contributedAlready:
      Wording(
        .conflict, "contributed-already", "you have contributed to this recovery", hint: status)
    case .hasLapsed:
      Wording(
        .refused, "recovery-lapsed", "this recovery has lapsed: nobody finished it in seven days",
        hint: "begin anew: casevault recovery start REQUEST --for MEMBER")
    case .nothingToContribute:
      Wording(
        .refused, "nothing-to-contribute",
        "there is no set of officers with you and who began it, and without whose key it is",
        hint: "another officer begins it, or contributes: casevault recovery status")
    case .keyKnownAlready:
      Wording(
        .conflict, "key-known", "this key is a device's here already",
        hint: "make a new one: casevault key create --key FILE --name NAME --request FILE")
    case .tooFew(let purpose, let have, let needed):
      Wording(
        .refused, "too-few-officers",
        "\(have) of the \(needed) officers that it takes\(Self.what(purpose)) have contributed",
        hint: purpose == .main
          ? "the others run: casevault recovery contribute NUMBER"
          : "the others contribute, or begin anew with --without-psychotherapy-notes")
    case .wrongPieces(let officers):
      Wording(
        .integrity, "wrong-pieces",
        "the pieces of \(named(officers)) are not what was sealed to them",
        hint: "another officer contributes; and a new key is due: casevault recovery set-up"
      )
    case .madeWrongly(let maker):
      Wording(
        .integrity, "made-wrongly",
        "each piece is what \(names[maker] ?? maker.hexadecimal) made, and together they are no key",
        hint: "other officers may have better ones; a new key is due: casevault recovery set-up")
    }
  }

  private func named(_ officers: [MemberID]) -> TerminalText {
    TerminalText.list(officers.map { names[$0] ?? $0.hexadecimal })
  }

  private static func what(_ purpose: RecoveryPurpose) -> TerminalText {
    purpose == .main ? "" : " for psychotherapy notes"
  }
}
