import AuditLog
import CaseVault
import Casework
import System

extension NoVaultYet: WordedError {
  var wording: Wording {
    Wording(
      .notFound, "no-vault", "no vault was founded or joined on this account yet",
      hint:
        "to found one: casevault vault init; with a ticket that a colleague gave you: casevault vault join TICKET; where one is there already: --vault FOLDER"
    )
  }
}

extension Wording {
  /// What opens a vault on a device that remembers nothing of it.
  static let joining: TerminalText =
    "ask a colleague for a ticket, check its fingerprint aloud, then: casevault vault join TICKET; a practice that you founded alone: casevault vault join --without-ticket"
}

extension NoPin: WordedError {
  var wording: Wording {
    Wording(
      .locked, "not-joined", "this device has never verified this vault",
      hint: Wording.joining)
  }
}

extension NotEnrolled: WordedError {
  var wording: Wording {
    Wording(
      .locked, "not-enrolled", "this vault knows nothing of your key",
      hint: "hand an enrolment request to somebody who may enrol: casevault key show --request FILE"
    )
  }
}

extension OpensNoLonger: WordedError {
  var wording: Wording {
    Wording(
      .locked, "opens-no-longer",
      "this vault opens with your key no longer: you have left it, the device was revoked, or somebody took your keys out of it",
      hint: "a colleague sees which it is: casevault member list, casevault audit verify")
  }
}

extension HasLeft: WordedError {
  var wording: Wording {
    Wording(
      .refused, "left", "you left this vault on \(at.localDay): it shows you nothing any more",
      hint:
        "to work here again, be enrolled with a new key: casevault key create --key FILE --request FILE"
    )
  }
}

extension NotAHolder: WordedError {
  var wording: Wording {
    Wording(
      .refused, "not-a-holder", "you hold no key to what this takes",
      hint: "a colleague who holds it hands it on with any command of theirs")
  }
}

extension TicketMismatch: WordedError {
  var wording: Wording {
    switch self {
    case .otherVault:
      Wording(
        .conflict, "ticket-of-another-vault", "the ticket is for another vault than this one",
        hint: "name the vault that it is for with --at FOLDER")
    case .otherHistory:
      Wording(
        .integrity, "ticket-of-another-history",
        "the vault's history is not the one that the ticket was made from",
        hint: "do not use it; show ticket and vault to whoever gave you the ticket")
    case .behind(let entries):
      Wording(
        .integrity, "vault-behind-ticket",
        "the vault lacks \(TerminalText.count(Int(clamping: entries), "entry", "entries")) that it had when the ticket was made",
        hint: "it is an older copy: bring the newer file"
      )
    case .issuerNotAMember:
      Wording(
        .integrity, "ticket-of-a-stranger",
        "the ticket shows the fingerprint of somebody who is no member of this vault",
        hint: "do not use it; show ticket and vault to whoever gave you the ticket")
    }
  }
}

extension MalformedTicket: WordedError {
  var wording: Wording {
    switch self {
    case .notATicket:
      Wording(
        .usage, "not-a-ticket", "that is no ticket",
        hint: "a colleague makes one with: casevault vault ticket")
    case .unsupportedVersion:
      Wording(
        .refused, "ticket-too-new", "the ticket was written by a newer casevault",
        hint: "use a newer casevault")
    }
  }
}

extension MalformedPin: WordedError {
  var wording: Wording {
    Wording(
      .integrity, "memory-damaged", "what this device remembers of the vault is damaged",
      hint: "move its file pin away (docs/commands.md says where it lies); \(Wording.joining)")
  }
}

extension NoSuchFile: WordedError {
  var wording: Wording {
    Wording(
      .notFound, "no-such-file", "there is no such case file",
      hint: "casevault client list shows those that you may see")
  }
}

extension NoSuchProposal: WordedError {
  var wording: Wording {
    Wording(
      .notFound, "no-such-proposal", "nothing waits under the number \(number)",
      hint: "casevault member approve lists what waits")
  }
}

extension NoSuchEntry: WordedError {
  var wording: Wording {
    Wording(
      .notFound, "no-such-entry", "the log has no entry \(number)",
      hint: "casevault audit log shows the latest")
  }
}

extension NotApprovable: WordedError {
  var wording: Wording {
    let message: TerminalText =
      switch why {
      case .yes, .byAnother:
        "you proposed number \(number) yourself, and another member approves it"
      case .concernsYou: "number \(number) concerns you, so another member approves it"
      case .lacksPower: "none of your roles comes with approving number \(number)"
      case .lapsed: "number \(number) has lapsed"
      case .waits(let until): "number \(number) waits until \(until.text)"
      }
    let next: TerminalText =
      switch why {
      case .lapsed: "propose it again: casevault member enrol REQUEST"
      case .waits: "run the command again then"
      default: "casevault member list shows who else there is"
      }
    return Wording(
      .refused, "not-approvable", message, hint: "\(next); the refusal is in the log")
  }
}

extension MemoryBehind: WordedError {
  var wording: Wording {
    Wording(
      .refused, "memory-behind",
      "what you did stands in the vault, but this device could not keep that it has seen it: \(Wording(of: cause).message)",
      hint: "see to that first, and look before you do it again: casevault audit log")
  }
}

extension DamagedMemory: WordedError {
  var wording: Wording {
    Wording(
      .integrity, "memory-damaged",
      "what this device remembers of the vault was damaged, so the command was stopped",
      hint: "run it again: the damaged part is made again from the log")
  }
}

extension IncompleteSearch: WordedError {
  var wording: Wording {
    let what = TerminalText.count(missing, "sealed text", "sealed texts")
    let places = TerminalText.count(files.count, "case file", "case files")
    return Wording(
      .integrity, "search-incomplete",
      "\(what) of \(places) could not be searched: the log names them, and they are missing or damaged",
      hint: "there may be more than was found; casevault audit verify names them")
  }
}

extension ReadsAsNumber: WordedError {
  var wording: Wording {
    Wording(
      .usage, "reads-as-number", "\(text) is a C-number, and no name",
      hint: "type the client's name; the vault gives each client a C-number of its own")
  }
}

extension LooksTheSame: WordedError {
  var wording: Wording {
    Wording(
      .conflict, "looks-the-same",
      "the name differs from that of \(other?.text ?? "another client") only in characters that cannot be seen, or that look the same",
      hint:
        "for another person of that name, type it without them; the C-number tells the two apart")
  }
}

extension IncompleteList: WordedError {
  var wording: Wording {
    let what = TerminalText.count(count, "entry", "entries")
    return Wording(
      .integrity, "list-incomplete",
      "\(what) of the list could not be opened: \(first.kind.phrase)\(first.place.phrase)",
      hint: "the rest is as the log says; casevault audit verify names all that is wrong")
  }
}

extension NoteRefused: WordedError {
  var wording: Wording {
    switch self {
    case .noSuchNote:
      Wording(
        .notFound, "no-such-note", "there is no such note in the case files that you may see",
        hint: "casevault note list CLIENT shows them with their ids")
    case .locked:
      Wording(
        .refused, "note-locked", "the note is signed or was imported, and stays as it is",
        hint: "casevault note addendum NOTE adds to it")
    case .discarded:
      Wording(
        .refused, "note-discarded", "the note was discarded",
        hint: "casevault note write CLIENT begins another")
    case .draftOfAnother:
      Wording(
        .refused, "draft-of-another", "the draft is another author's",
        hint: "its author goes on with it; you may add a note of your own")
    case .submittedAlready:
      Wording(
        .conflict, "submitted-already", "the note waits for a supervisor's signature already",
        hint: "casevault note queue shows what waits; casevault note edit NOTE takes it back")
    case .notSubmitted:
      Wording(
        .conflict, "not-submitted", "the note waits for no co-signature",
        hint: "casevault note queue shows those that do")
    case .changedMeanwhile:
      Wording(
        .conflict, "changed-meanwhile", "its author went on with the note since you read it",
        hint: "read it again: casevault note show NOTE")
    case .notSigned:
      Wording(
        .refused, "note-not-signed", "the note is a draft, which takes no addendum",
        hint: "casevault note edit NOTE changes it")
    case .notCosigned:
      Wording(
        .refused, "note-not-cosigned",
        "the note waits for a supervisor's signature, and takes no addendum before it has that",
        hint:
          "casevault note queue shows whose turn it is; to change the note, its author takes it back with casevault note edit NOTE, or a supervisor gives it back with casevault note return NOTE"
      )
    case .addendumToAddendum:
      Wording(
        .refused, "addendum-to-addendum", "that is an addendum itself",
        hint: "add to the note that it belongs to")
    case .otherKind:
      Wording(
        .conflict, "other-kind", "a note keeps the kind that it was written as",
        hint: "casevault note write CLIENT --kind KIND begins another")
    }
  }
}

extension InadmissibleAct: WordedError {
  var wording: Wording { violation.wording }
}
