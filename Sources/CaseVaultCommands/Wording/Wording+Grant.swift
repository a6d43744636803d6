import CaseVault
import Casework
import System

/// A grant that cannot be asked for, given or changed, with the name of whom it is about.
struct GrantRefused: WordedError {
  let why: CannotGrant
  let name: TerminalText
  /// Theirs, for commands.
  let id: TerminalText

  /// Does it, and says whom a refusal is about.
  static func wording<Result>(
    of member: KnownMember? = nil, _ act: () throws -> Result
  ) throws -> Result {
    do {
      return try act()
    } catch let why as CannotGrant {
      throw GrantRefused(
        why: why, name: member?.shownName ?? "the colleague", id: member?.shortID ?? "MEMBER")
    } catch let text as InvalidText {
      throw UnfitReason(text: text)
    }
  }

  var wording: Wording {
    let list: TerminalText = "casevault grant list shows those that there are"
    return switch why {
    case .noSuchGrant: Wording(.notFound, "no-such-grant", "there is no such grant", hint: list)
    case .noSuchMember:
      Wording(
        .notFound, "no-such-member", "nobody by that id works here",
        hint: "casevault member list shows who does")
    case .readsNoNotes:
      Wording(
        .refused, "reads-no-notes", "none of the roles of \(name) comes with reading notes",
        hint: "casevault member list shows who has which role")
    case .hasConflict:
      Wording(
        .refused, "has-conflict", "a conflict of interest keeps \(name) from this client",
        hint: "casevault conflict list shows it")
    case .isExposed:
      Wording(
        .refused, "is-exposed",
        "a device of \(name) was revoked, and their own key is not exchanged yet",
        hint: "their next command exchanges it; then run the command again")
    case .toYourself:
      Wording(
        .refused, "to-yourself", "nobody gives access to themselves",
        hint: "another supervisor does: casevault member list")
    case .psychotherapy:
      Wording(
        .refused, "psychotherapy-not-granted",
        "psychotherapy notes cannot be granted: they lie under their author's own key, and no basis for sharing them is recorded",
        hint: "leave --kinds out, or say --kinds progress")
    case .endIsPast:
      Wording(.usage, "end-is-past", "that end is past", hint: "--for '2 weeks', or --until TIME")
    case .endTooFar(let latest):
      Wording(
        .refused, "end-too-far",
        "a grant runs \(GrantTerms.longest.milliseconds / 86_400_000) days at most: until \(latest.localTextWithZone)",
        hint: "for longer, assign the case file: casevault file assign CLIENT --to \(id)")
    case .endIsNoLater(let end):
      Wording(
        .usage, "end-is-no-later", "it runs until \(end.localTextWithZone) already",
        hint: "casevault grant revoke GRANT ends it sooner")
    case .waitsAlready(let number):
      Wording(
        .conflict, "waits-already",
        "G-\(number), by which you ask for access to this case file, waits for its answer already",
        hint:
          "casevault grant show G-\(number); to ask for something else, take it back first: casevault grant revoke G-\(number)"
      )
    case .notWaiting:
      Wording(.conflict, "not-waiting", "it is no request that waits for an answer", hint: list)
    case .notRunning:
      Wording(
        .conflict, "not-running", "the grant is over, or was never given",
        hint: "casevault grant give CLIENT --to MEMBER gives a new one")
    case .mayReadAlready:
      Wording(
        .conflict, "may-read-already", "you may read this case file already",
        hint: "casevault note list CLIENT")
    case .nothingPicked:
      Wording(.usage, "nothing-picked", "no note is picked", hint: "--notes NOTE,NOTE")
    case .tooManyNotes(let most):
      Wording(
        .usage, "too-many-notes", "at most \(most) notes can be picked",
        hint: "--since DAY opens many")
    case .readsAlready:
      Wording(
        .conflict, "reads-already", "\(name) reads this case file without a grant already",
        hint: "casevault member list shows who supervises whom")
    case .noSuchNote(let note):
      Wording(
        .notFound, "no-such-note",
        "no note \(note.shortText) of these kinds stands in this case file",
        hint: "casevault note list CLIENT shows them")
    }
  }
}

/// A refusal on a case file that somebody could be given access to: with the line that asks for it.
struct AccessRefused: WordedError {
  let refusal: Refusal
  let client: ClientNumber
  /// The latest grant that this member had on the file, and that is over.
  let ended: Int?
  /// Whether they are on duty, and could open it where somebody is in danger.
  let isOnDuty: Bool

  /// The refusal as it is where asking would not help: no file, another reason, no power to ask.
  static func telling(_ refusal: Refusal, in vault: Vault) -> any Error {
    guard [.fileNotAssigned, .outsideGrant].contains(refusal.reason),
      case .file(let file) = refusal.act.target, let state = try? vault.state,
      let client = state.file(file).flatMap({ ClientNumber($0.number) }),
      refusal.act.power.comesWithGrants,
      Policy.refusal(of: Act(.askForGrant, on: .file(file)), by: vault.member, in: state) == nil
    else { return refusal }
    let earlier = state.grants.last { $0.file == file && $0.grantee == vault.member }
    return AccessRefused(
      refusal: refusal, client: client,
      ended: earlier.flatMap { $0.given == nil || $0.isOpen(at: vault.now()) ? nil : $0.number },
      isOnDuty: state.isOnDuty(vault.member))
  }

  var wording: Wording {
    let words = refusal.wording
    let message: TerminalText =
      ended.map { "\(words.message), and your access by G-\($0) is over" } ?? words.message
    let asking = Refusal.askForAccess(
      to: .escaped(client.text), toReadWhatIsThere: refusal.act.power != .writeNotes)
    let duty: TerminalText =
      isOnDuty
      ? "where somebody is in danger: casevault emergency open \(client.text) --safety CODE --reason TEXT; else "
      : ""
    return Wording(words.exit, words.code, message, hint: "\(duty)\(asking)")
  }
}

/// A reason that cannot be kept.
struct UnfitReason: WordedError {
  let text: InvalidText

  var wording: Wording { text.wording(of: "the reason") }
}

/// Both forms of an end.
struct TwoEnds: WordedError {
  var wording: Wording {
    Wording(.usage, "two-ends", "--for and --until are two ends", hint: "say one of them")
  }
}

/// Both a beginning and picked notes.
struct TwoScopes: WordedError {
  var wording: Wording {
    Wording(
      .usage, "two-scopes", "--since and --notes exclude each other", hint: "say one of them")
  }
}

/// A length of time that is none.
struct UnreadableDuration: WordedError {
  let typed: String

  var wording: Wording {
    Wording(
      .usage, "unreadable-duration", "“\(typed)” is no length of time",
      hint: "write it as 8h, 3 days, or '2 weeks'")
  }
}

/// A purpose that there is not.
struct NoSuchPurpose: WordedError {
  let typed: String

  var wording: Wording {
    Wording(
      .usage, "no-such-purpose", "there is no purpose “\(typed)”",
      hint: "one of \(TerminalText.list(GrantPurpose.all.map(\.code), "or"))")
  }
}

/// A kind of note that there is not.
struct NoSuchKind: WordedError {
  let typed: String

  var wording: Wording {
    Wording(
      .usage, "no-such-kind", "there is no kind of note “\(typed)”",
      hint: "one of \(TerminalText.list(NoteKind.all.map(\.code), "or"))")
  }
}

/// What was typed for a grant's number.
struct NoSuchGrantTyped: WordedError {
  let typed: String

  var wording: Wording {
    Wording(
      .usage, "no-such-grant", "“\(typed)” is no grant's number",
      hint: "as in G-4; casevault grant list shows those that there are")
  }
}
