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
    } catch let why as CannotRegain {
      throw RegainRefused(why: why, names: members.names)
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
        hint: "name each: casevault recovery set-up --officer MEMBER --officer MEMBER")
    case .officerTwice:
      Wording(
        .usage, "officer-twice", "one member is named twice as an officer",
        hint: "name each once; casevault member list shows who works here")
    case .noSuchQuorum:
      Wording(
        .usage, "no-such-quorum", "a quorum is two officers at least, and all at most",
        hint: "casevault recovery set-up --officer MEMBER --officer MEMBER --quorum 2")
    case .smallerProcessQuorum:
      Wording(
        .usage, "smaller-process-quorum",
        "psychotherapy notes would take fewer officers than everything else",
        hint:
          "as many as for everything else at least: casevault recovery set-up --officer MEMBER --officer MEMBER --quorum 2 --process-quorum 2"
      )
    case .keyInDoubt(let officers):
      Wording(
        .refused, "key-in-doubt",
        "others may have the key of \(named(officers)): a device of theirs was revoked, or they were recovered",
        hint:
          "\(named(officers)) first \(officers.count == 1 ? "runs" : "run") any command, as casevault vault status, which exchanges it"
      )
    case .givesUp(let lost):
      Wording(
        .refused, "gives-up",
        "only the recovery key in force still opens \(lost.words): a new one would close that for good",
        hint:
          "\(Self.regain(lost))recover first whoever should have it and lost their key; or give it up: casevault recovery set-up --give-up"
      )
    case .changedSince:
      Wording(
        .conflict, "changed-since",
        "since this was proposed an officer has exchanged their key, there is a newer recovery key, or it closes nothing any more",
        hint: "propose it anew: casevault recovery set-up --officer MEMBER --officer MEMBER")
    case .hasEnded(let ended):
      Wording(
        .conflict, "recovery-ended",
        "this recovery ended with entry \(ended.entry), before it was finished",
        hint:
          "begin anew: casevault recovery start REQUEST --for MEMBER; casevault audit show \(ended.entry) says why"
      )
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
        hint:
          "another officer begins it, casevault recovery start REQUEST --for MEMBER, or contributes, casevault recovery contribute NUMBER; casevault recovery status shows who"
      )
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
          : "the others run: casevault recovery contribute NUMBER; or begin anew without these notes: casevault recovery start REQUEST --for MEMBER --without-psychotherapy-notes"
      )
    case .wrongPieces(let officers):
      Wording(
        .integrity, "wrong-pieces",
        "the pieces of \(named(officers)) are not what was sealed to them",
        hint:
          "another officer runs casevault recovery contribute NUMBER; and a new key is due: casevault recovery set-up"
      )
    case .madeWrongly(let maker):
      Wording(
        .integrity, "made-wrongly",
        "each piece is what \(names[maker] ?? maker.hexadecimal) made, and together they are no key",
        hint: "other officers may have better ones; a new key is due: casevault recovery set-up")
    }
  }

  private static func regain(_ lost: OpenByRecoveryAlone) -> TerminalText {
    lost.files.first.map {
      "give the case file to a colleague first, casevault recovery start --file C-\($0) --for MEMBER; "
    } ?? "keep the key that there is; "
  }

  private func named(_ officers: [MemberID]) -> TerminalText {
    TerminalText.list(officers.map { names[$0] ?? $0.hexadecimal })
  }

  fileprivate static func what(_ purpose: RecoveryPurpose) -> TerminalText {
    purpose == .main ? "" : " for psychotherapy notes"
  }
}

extension OpenByRecoveryAlone {
  /// As in "C-3, psychotherapy notes in C-1 and 2 other keys".
  var words: TerminalText {
    TerminalText.list(
      files.map { "C-\($0)" } + notes.map { "psychotherapy notes in C-\($0)" }
        + (others == 0 ? [] : [TerminalText.count(others, "other key", "other keys").string]))
  }
}
