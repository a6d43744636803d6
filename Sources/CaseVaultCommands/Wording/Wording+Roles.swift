import CaseVault
import Casework
import System

/// Somebody whose roles cannot be changed in this way, with their name.
struct RolesRefused: WordedError {
  let why: CannotSetRoles
  let name: TerminalText
  /// Theirs, for commands: it fits one member, whatever people are called.
  let id: TerminalText

  var wording: Wording {
    let list: TerminalText = "casevault member list shows who works here, and as what"
    return switch why {
    case .noSuchMember:
      Wording(.notFound, "no-such-member", "nobody by that id works here", hint: list)
    case .hasLeft:
      Wording(.conflict, "left-already", "\(name) has left already", hint: list)
    case .concernsYou:
      Wording(
        .refused, "concerns-you", "it concerns you, so two others propose and approve it",
        hint: "casevault member list shows who may")
    case .changesNothing:
      Wording(.conflict, "changes-nothing", "\(name) has these roles already", hint: list)
    case .leavesNone:
      Wording(
        .refused, "no-role-left", "\(name) would have no role left",
        hint: "whoever leaves: casevault member offboard \(id)")
    case .doNotCombine(let roles):
      Wording(
        .refused, "roles-do-not-combine",
        "nobody can be \(TerminalText.list(roles.map(\.title))): an auditor is nothing else",
        hint: "take the other roles with --remove ROLE")
    case .hasFiles(let files):
      Wording(
        .refused, "has-files",
        "\(TerminalText.list(files.map(\.text))) \(files.count == 1 ? "is" : "are") assigned to \(name), who would work in no case file any more",
        hint:
          "have them handed over first: casevault file hand-over \(files.first?.text ?? "CLIENT") --to MEMBER"
      )
    case .hasSupervisees(let people):
      Wording(
        .refused, "has-supervisees",
        "\(name) supervises \(TerminalText.count(people.count, "colleague", "colleagues")), and could not any more",
        hint:
          "end that first: casevault member unsupervise \(people.first?.shortID ?? "MEMBER") --by \(id)"
      )
    case .isOnDuty:
      Wording(
        .refused, "is-on-duty", "\(name) is on duty, and could not be any more",
        hint:
          "have somebody else on duty first: casevault emergency roster --add MEMBER; then: casevault emergency roster --remove \(id)"
      )
    case .tooFewStay:
      Wording(
        .refused, "too-few-stay", "nobody could be enrolled any more: it takes two who may",
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
    }
  }
}
