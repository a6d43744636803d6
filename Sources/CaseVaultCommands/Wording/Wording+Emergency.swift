import CaseVault
import Casework
import System

/// An emergency or a roster that cannot be as asked, with the names of whom it is about.
struct EmergencyRefused: WordedError {
  let why: any Error
  let names: [MemberID: String]

  /// Does it, and says whom a refusal is about.
  static func wording<Result>(
    _ names: [MemberID: String], _ act: () throws -> Result
  ) throws -> Result {
    do {
      return try act()
    } catch let why as CannotOpenEmergency {
      throw EmergencyRefused(why: why, names: names)
    } catch let why as CannotRoster {
      throw EmergencyRefused(why: why, names: names)
    } catch let text as InvalidText {
      throw UnfitReason(text: text)
    }
  }

  /// Does it, and tells whoever may not whom they can call.
  static func telling<Result>(
    about number: ClientNumber?, in vault: Vault, _ members: [KnownMember],
    _ act: () throws -> Result
  ) throws -> Result {
    do {
      return try act()
    } catch let refusal as Refusal
      where [.notOnDuty, .roleLacksPower, .conflictDeclared].contains(refusal.reason)
    {
      throw CallSomebody(refusal, about: number, in: vault, members)
    }
  }

  var wording: Wording {
    switch why {
    case let why as CannotOpenEmergency: Self.words(of: why)
    case let why as CannotRoster: words(of: why)
    default: Wording(of: why)
    }
  }

  private static func words(of why: CannotOpenEmergency) -> Wording {
    let list: TerminalText = "casevault emergency list shows those that there are"
    return switch why {
    case .noSuchEmergency:
      Wording(.notFound, "no-such-emergency", "there is no such emergency", hint: list)
    case .mayReadAlready:
      Wording(
        .conflict, "may-read-already", "you may read this case file already",
        hint: "casevault note list CLIENT")
    case .isOpenAlready(let number):
      Wording(
        .conflict, "open-already", "E-\(number) is open there already",
        hint: "casevault note list CLIENT; casevault emergency close E-\(number) ends it")
    case .endIsPast:
      Wording(.usage, "end-is-past", "that is no length of time", hint: "--for 2h")
    case .tooLong:
      Wording(
        .refused, "too-long",
        "an emergency lasts \(Emergency.longest.milliseconds / 3_600_000) hours at most",
        hint: "--for 4h; another can be opened afterwards, and is reviewed too")
    case .isExposed:
      Wording(
        .refused, "is-exposed",
        "a device of yours was revoked, and your own key is not exchanged yet",
        hint: "run the command again: the one before exchanged it")
    case .isClosed:
      Wording(.conflict, "closed-already", "it is over already", hint: list)
    case .isOpen:
      Wording(
        .conflict, "still-open", "it is still open, and is reviewed when it is over",
        hint: "casevault emergency close EMERGENCY ends it")
    case .isReviewed:
      Wording(.conflict, "reviewed-already", "it is reviewed already", hint: list)
    }
  }

  private func words(of why: CannotRoster) -> Wording {
    let name = { (member: MemberID) in names[member] ?? String(member.hexadecimal.prefix(8)) }
    return switch why {
    case .soloNeedsNone:
      Wording(
        .refused, "solo-needs-none",
        "a practice of one person needs no duty roster: every case file is yours already",
        hint: "casevault note list CLIENT")
    case .isSoAlready:
      Wording(
        .conflict, "roster-is-so", "that is who is on duty already",
        hint: "casevault emergency roster shows it")
    case .notOnDuty(let member):
      Wording(
        .conflict, "not-on-duty", "\(name(member)) is not on duty",
        hint: "casevault emergency roster shows who is")
    case .noSuchMember(let member):
      Wording(
        .notFound, "no-such-member", "\(name(member)) does not work here any more",
        hint: "casevault member list shows who does")
    case .cannotBeOnDuty(let member):
      Wording(
        .refused, "cannot-be-on-duty",
        "\(name(member)) cannot be on duty: that is for clinicians and supervisors",
        hint: "casevault member list shows who has which role")
    }
  }
}

extension CannotRoster: WordedError {
  var wording: Wording { EmergencyRefused(why: self, names: [:]).wording }
}

extension CannotOpenEmergency: WordedError {
  var wording: Wording { EmergencyRefused(why: self, names: [:]).wording }
}

/// Somebody may not open a case file in an emergency, and is told who can.
struct CallSomebody: WordedError {
  let refusal: Refusal
  private let duty: [String]
  private let people: [String]
  private let others: TerminalText

  init(
    _ refusal: Refusal, about number: ClientNumber?, in vault: Vault, _ members: [KnownMember]
  ) {
    self.refusal = refusal
    let names = members.names
    let file = number.flatMap { try? vault.client(closedTo: $0)?.file }
    let known = try? vault.whomToCall(about: file)
    others = (try? vault.state.isOnDuty(vault.member)) == true ? "nobody else is" : "nobody is"
    duty = (known?.duty ?? []).compactMap { names[$0] }
    let supervisors = members.filter { one in
      one.left == nil && one.id != vault.member && one.roles.contains(.supervisor)
    }
    let readers = known?.file ?? []
    people = (readers.isEmpty ? supervisors.map(\.id) : readers).compactMap { names[$0] }
  }

  var wording: Wording {
    let words = refusal.wording
    return Wording(words.exit, words.code, words.message, hint: hint)
  }

  private var hint: TerminalText {
    let colleagues: TerminalText =
      people.isEmpty ? "a supervisor: casevault member list" : TerminalText.list(people, "or")
    guard !duty.isEmpty else {
      return "\(others) on duty; call \(colleagues); the refusal is in the log"
    }
    return
      "call who is on duty: \(TerminalText.list(duty, "or")), or \(colleagues); the refusal is in the log"
  }
}

/// Nobody whose name those on duty could find.
struct NoSuchEmergencyClient: WordedError {
  let typed: String

  var wording: Wording {
    Wording(
      .notFound, "no-such-client",
      "no client whose name opens to those on duty is called “\(typed)”",
      hint:
        "with the C-number any case file can be named; casevault emergency roster says how many do not open yet"
    )
  }
}

/// More than one fits, and nobody could be asked. Names stay out of it: errors go to logs.
struct SeveralEmergencyClients: WordedError {
  let typed: String
  let numbers: [ClientNumber]

  var wording: Wording {
    Wording(
      .conflict, "several-clients",
      "“\(typed)” could be any of \(TerminalText.list(numbers.map(\.text)))",
      hint: "type more of the name, or the C-number")
  }
}

/// A kind of danger that there is not.
struct NoSuchSafety: WordedError {
  let typed: String

  var wording: Wording {
    Wording(
      .usage, "no-such-safety", "there is no safety code “\(typed)”",
      hint: "one of \(TerminalText.list(SafetyReason.all.map(\.code), "or"))")
  }
}

/// A finding that there is not.
struct NoSuchFinding: WordedError {
  let typed: String

  var wording: Wording {
    Wording(
      .usage, "no-such-finding", "there is no finding “\(typed)”",
      hint: "one of \(TerminalText.list(EmergencyFinding.allCases.map(\.rawValue), "or"))")
  }
}

/// What was typed for an emergency's number.
struct NoSuchEmergencyTyped: WordedError {
  let typed: String

  var wording: Wording {
    Wording(
      .usage, "no-such-emergency", "“\(typed)” is no emergency's number",
      hint: "as in E-4; casevault emergency list shows those that there are")
  }
}

/// Two ways of saying who is on duty.
struct TwoChangesOfRoster: WordedError {
  var wording: Wording {
    Wording(
      .usage, "two-changes", "--set, --add, --remove and --clear exclude each other",
      hint: "say one of them")
  }
}

/// A roster without names.
struct NobodyNamed: WordedError {
  var wording: Wording {
    Wording(
      .usage, "nobody-named", "nobody is named",
      hint: "--set MEMBER,MEMBER; --clear has nobody on duty")
  }
}
