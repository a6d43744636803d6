import Casework
import System

extension InvalidText: WordedError {
  var wording: Wording { wording(of: "the text") }

  /// The words for one text of many: `the title`, `the name`.
  func wording(of what: TerminalText) -> Wording {
    switch self {
    case .empty:
      Wording(
        .usage, "empty-text", "\(what) is empty",
        hint: "run the command again with something in it")
    case .invalidUTF8(let offset):
      Wording(
        .usage, "invalid-utf8", "\(what) is not valid UTF-8 (at byte \(offset + 1))",
        hint: "save it as UTF-8 and run the command again")
    case .controlCharacter(let byte, let offset):
      Wording(
        .usage, "control-character",
        "\(what) holds the control character \(TerminalText.escaped([byte])) at byte \(offset + 1)",
        hint: "take it out and run the command again; nothing is ever changed in silence")
    case .forbiddenCharacter(let scalar, let offset):
      Wording(
        .usage, "forbidden-character",
        "\(what) holds a character that cannot be seen, \(TerminalText.codePoint(scalar)), at byte \(offset + 1)",
        hint: "take it out and run the command again")
    case .nothingVisible:
      Wording(
        .usage, "nothing-visible", "\(what) holds nothing that can be seen",
        hint: "type it; what was pasted is blank on every screen")
    case .tooLong(let length, let limit):
      Wording(
        .usage, "text-too-long",
        "\(what) is too long: \(TerminalText.grouped(length)), and at most \(TerminalText.grouped(limit)) fit",
        hint: "make it shorter")
    }
  }
}

extension InvalidNote: WordedError {
  var wording: Wording {
    switch self {
    case .text(let text): text.wording(of: "the note")
    case .title(let text): text.wording(of: "the title")
    case .place(let text): text.wording(of: "the place")
    case .templateNotForKind(let template, let kind):
      Wording(
        .usage, "template-not-for-kind",
        "the template \(template.code) is not for a \(kind.title)",
        hint: "use \(TerminalText.list(kind.templates.map(\.code)))")
    case .fieldNotInKind(let field, let kind):
      Wording(
        .usage, "field-not-in-kind", "a \(kind.title) has no \(field.rawValue) (45 CFR 164.501)",
        hint: "write it into a progress note of the same session")
    case .stopWithoutStart:
      Wording(
        .usage, "stop-without-start", "a session that stopped has a start", hint: "--start TIME")
    case .stopNotAfterStart:

      Wording(
        .usage, "stop-not-after-start", "the session stops before it starts",
        hint: "over midnight, write the day as well: --stop 2026-03-14T00:30")
    case .eventInTheFuture(let event):
      Wording(
        .usage, "event-in-the-future", "\(event.text) is still to come",
        hint: "give the time at which it happened")
    case .sessionInTheFuture(let field):
      Wording(
        .usage, "session-in-the-future", "the session's \(field.rawValue) is still to come",
        hint: "give the time of a session that was held")
    case .sectionsMissing(let sections):
      Wording(
        .refused, "sections-missing",
        "a note is signed for good, and it says nothing under \(TerminalText.list(sections.map(\.title)))",
        hint:
          "begin each on a line with its title and a colon, as in “\(sections.first?.title ?? ""): …”; casevault note edit NOTE opens a draft"
      )
    }
  }
}

extension InvalidEventTime: WordedError {
  var wording: Wording { wording(of: "the time") }

  func wording(of what: TerminalText) -> Wording {
    let forms: TerminalText = "write it as 2026-03-14 or 2026-03-14T09:30"
    return switch self {
    case .unreadable:
      Wording(.usage, "unreadable-time", "\(what) cannot be read", hint: forms)
    case .ambiguousDate:
      Wording(
        .usage, "ambiguous-date", "\(what) could be two days: which number is the month?",
        hint: forms)
    case .noSuchDate:
      Wording(
        .usage, "no-such-date", "\(what) is a day that there is not", hint: forms)
    case .noSuchTime:
      Wording(
        .usage, "no-such-time", "\(what) is a time that there is not", hint: forms)
    }
  }
}

extension Refusal: WordedError {
  var wording: Wording {
    let code = reason.rawValue
    return switch reason {
    case .notAMember:
      Wording(
        .refused, code, "you are no member of this vault",
        hint: "ask to be enrolled: casevault key show --request FILE")
    case .roleLacksPower:
      Wording(
        .refused, code,
        "you may not \(act.power.phraseAtLarge): none of your roles comes with that",
        hint: "\(act.power.holders); the refusal is in the log")
    case .fileNotAssigned:
      Wording(
        .refused, code, "you may not \(act.phrase): the case file is not assigned to you",
        hint: act.power.comesWithGrants
          ? Self.askForAccess(to: "CLIENT")
          : "its supervisor can give it to you: casevault file assign CLIENT --to MEMBER; the refusal is in the log"
      )
    case .outsideGrant:
      Wording(
        .refused, code, "your grant does not open this note",
        hint: Self.askForAccess(to: "CLIENT"))
    case .ownRequest:
      Wording(
        .refused, code, "nobody gives access to themselves",
        hint: "another supervisor does: casevault member list; the refusal is in the log")
    case .notOnDuty:
      Wording(
        .refused, code, "you may not \(act.power.phrase): you are not on duty",
        hint: "casevault emergency roster says who is; the refusal is in the log")
    case .ownDuty:
      Wording(
        .refused, code, "nobody puts themselves on duty",
        hint:
          "another supervisor or a privacy officer does: casevault member list; the refusal is in the log"
      )
    case .ownEmergency:
      Wording(
        .refused, code, "nobody reviews their own emergency",
        hint:
          "a supervisor, auditor or privacy officer does: casevault member list; the refusal is in the log"
      )
    case .notAnOfficer:
      Wording(
        .refused, code, "you have no piece of the recovery key",
        hint: "casevault recovery status shows who has one; the refusal is in the log")
    case .ownRecovery:
      Wording(
        .refused, code,
        "nobody takes part in recovering their own key, or a case file for themselves",
        hint: "the other recovery officers do: casevault recovery status; the refusal is in the log"
      )
    case .psychotherapyNoteOfAnother:
      Wording(
        .refused, code, "psychotherapy notes are open to their author alone",
        hint: "ask the author; the refusal is in the log")
    case .ownNote:
      Wording(
        .refused, code, "nobody co-signs or returns their own note",
        hint: "your supervisor does: casevault member list; the refusal is in the log")
    case .conflictDeclared:
      Wording(
        .refused, code, "a conflict of interest is declared between you and this client",
        hint: "casevault conflict list shows it; two others can clear it; the refusal is in the log"
      )
    case .conflictOfAnother:
      Wording(
        .refused, code, "you declare conflicts of your own alone",
        hint:
          "a supervisor or privacy officer declares one for somebody else; the refusal is in the log"
      )
    case .noSecondReader:
      Wording(
        .refused, code,
        "nobody but its author reads a psychotherapy note, so nobody can co-sign it",
        hint: "it stays your draft, open to you alone; the refusal is in the log")
    case .authorNotSupervised:
      Wording(
        .refused, code, "you do not supervise the author of this note",
        hint: "casevault member list shows who does; the refusal is in the log")
    case .noSuchFile:
      Wording(
        .notFound, code, "there is no such case file",
        hint: "casevault client list shows those that you may see")
    case .entryOfAnother:
      Wording(
        .refused, code, "you are shown your own entries, and this one is another's",
        hint:
          "casevault audit log shows yours, and audit verify proves all; the refusal is in the log")
    case .accessOfAnother:
      Wording(
        .refused, code, "it is what others hold than you and those whom you supervise",
        hint:
          "casevault member review shows what you may see, member attest MEMBER signs it of somebody whom you supervise; the refusal is in the log"
      )
    case .ownAccess where act.target == .access(of: nil):
      Wording(
        .refused, code, "you work here alone, and nobody attests what they hold themselves",
        hint:
          "an auditor does, once there is one: casevault member enrol REQUEST --role auditor; the refusal is in the log"
      )
    case .ownAccess:
      Wording(
        .refused, code, "nobody attests their own access by itself",
        hint:
          "another privacy officer or an auditor does: casevault member list; the refusal is in the log"
      )
    case .ownProposal, .proposalConcernsYou, .proposalLapsed, .proposalWaits:
      Wording(
        .refused, code, "you may not \(act.power.phrase): \(reason.phrase)",
        hint: "casevault member approve lists what waits; the refusal is in the log")
    }
  }
}

extension Refusal {
  /// The line that asks for access, to be copied.
  static func askForAccess(
    to client: TerminalText, toReadWhatIsThere: Bool = false
  ) -> TerminalText {
    let since: TerminalText = toReadWhatIsThere ? " --since beginning" : ""
    return
      "ask for it: casevault grant request \(client) --for '2 weeks'\(since) --purpose leave-cover --reason TEXT; the refusal is in the log"
  }
}

extension Act {
  /// To finish the sentence "you may not …". Of one file, listing is looking into it.
  fileprivate var phrase: TerminalText {
    power == .listFiles && target.file != nil ? "look into this case file" : "\(power.phrase)"
  }
}

extension Power {
  /// Whose work it is, and where to find them.
  fileprivate var holders: TerminalText {
    // Whoever has it by a grant alone is nobody to turn to.
    let roles = Role.all.filter { $0.powers[self].map { $0 != .granted } ?? false }.map(\.title)
    return "it is for a \(TerminalText.list(roles, "or")): casevault member list shows who is one"
  }
}

extension Violation: WordedError {
  var wording: Wording {
    switch self {
    case .unknownFile, .unknownMember, .unknownCompartment, .unknownNote, .unknownProposal,
      .unknownGrant, .unknownEmergency, .unknownRecovery:
      Wording(.notFound, "inadmissible", phrase, hint: Self.look)
    case .rolesDoNotCombine:
      Wording(
        .usage, "inadmissible", phrase,
        hint: "an auditor has no other role, and every member has at least one")
    case .alreadyExists, .staleLink, .outOfSequence:
      Wording(
        .conflict, "inadmissible", phrase, hint: Self.look)
    case .refused(.roleLacksPower):
      Wording(
        .refused, "inadmissible", "none of your roles comes with that",
        hint: "casevault member list shows who may")
    default: Wording(.refused, "inadmissible", phrase, hint: Self.look)
    }
  }

  private static let look: TerminalText = "casevault vault status shows how things stand now"

  /// What is wrong with an entry, for lists and sentences.
  var phrase: TerminalText {
    switch self {
    case .refused(let reason): reason.phrase
    case .unknownFile: "there is no such case file"
    case .unknownMember: "there is no such member"
    case .unknownCompartment: "there is no such compartment"
    case .unknownNote: "there is no such note"
    case .unknownProposal: "there is no such proposal"
    case .staleLink: "the case file has changed meanwhile"
    case .alreadyExists: "it is there already"
    case .outOfSequence: "it does not follow what came before"
    case .wrongHolders: "keys, a file or supervision for somebody who cannot have them"
    case .notInForce: "it ends what there is not"
    case .unknownGrant: "there is no such grant"
    case .unknownEmergency: "there is no such emergency"
    case .termsNotAllowed: "terms that no grant or emergency may have"
    case .unknownRecovery: "there is no recovery key, or no such recovery under way"
    case .forgedRecovery: "a recovery that the recovery key did not sign"
    case .tooFewOfficers: "a recovery to which fewer officers contributed than it takes"
    case .nobodyLeft: "nobody would be left who holds the key, or who may decide"
    case .notApprovable: "the proposal cannot be approved like this"
    case .misplaced: "an event in a place where it means nothing"
    case .badManifest: "a list that does not say what its entry says"
    case .unusableKey: "a public key that is no valid one"
    case .notSignedOver: "a key for checkpoints that the one before did not sign"
    case .rolesDoNotCombine: "these roles do not combine"
    case .noteNotOpen: "the note is signed, discarded, another author's, or waits for nothing"
    }
  }
}

extension Refusal.Reason {
  /// Why not, for lists and sentences.
  fileprivate var phrase: TerminalText {
    switch self {
    case .notAMember: "who signed it is no member"
    case .roleLacksPower: "none of the signer's roles comes with that"
    case .fileNotAssigned: "the case file is not assigned to the signer"
    case .psychotherapyNoteOfAnother: "it is a psychotherapy note of another's"
    case .entryOfAnother: "it is an entry of another's"
    case .noSuchFile: "there is no such case file"
    case .ownNote: "it is the signer's own note"
    case .conflictDeclared: "a conflict of interest keeps the signer from the case file"
    case .conflictOfAnother: "it is about somebody else than the signer"
    case .noSecondReader: "nobody but its author reads it"
    case .authorNotSupervised: "the signer does not supervise the note's author"
    case .accessOfAnother: "it is what others hold"
    case .ownAccess: "nobody attests what they hold themselves"
    case .ownRequest: "nobody gives access to themselves"
    case .notOnDuty: "the signer is not on duty"
    case .ownDuty: "nobody puts themselves on duty"
    case .ownEmergency: "it is the signer's own emergency"
    case .outsideGrant: "the grant does not open it"
    case .notAnOfficer: "the signer has no piece of the recovery key"
    case .ownRecovery: "nobody takes part in their own recovery"
    case .ownProposal: "who proposed it does not approve it"
    case .proposalConcernsYou: "whom it concerns does not approve it"
    case .proposalLapsed: "the proposal has lapsed"
    case .proposalWaits: "the proposal still waits"
    }
  }
}

extension InvalidFieldMapping: WordedError {
  var wording: Wording {
    let fields = TerminalText.list(ImportField.allCases.map(\.name))
    return switch self {
    case .malformed(let text):
      Wording(
        .usage, "malformed-mapping", "“\(text)” does not say which field is which column",
        hint: "as in: --map text=body")
    case .unknownField(let name):
      Wording(
        .usage, "unknown-field", "there is no field “\(name)”", hint: "the fields are \(fields)")
    case .fieldTwice(let field):

      Wording(
        .usage, "field-twice", "two columns are mapped to \(field.name)",
        hint: "name the one that holds it")
    case .columnTwice:
      Wording(
        .usage, "column-twice", "one column is mapped to two fields",
        hint: "name a column of its own for each")
    }
  }
}
