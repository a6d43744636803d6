import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault member offboard`: proposes that somebody leaves.
struct MemberOffboard: VaultCommand {
  static let synopsis = "casevault member offboard MEMBER"
  static let configuration = CommandConfiguration(
    commandName: "offboard", abstract: "Propose that a colleague leaves.", usage: synopsis,
    discussion: """
      Once another member has approved it, they may do nothing here any more, and every key that they held \
      is exchanged: the vault's own at once, each case file's with the next command of a colleague who \
      works in it. What they have read they have read, and a copy of the vault from before opens with \
      the keys that they had.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .member)
  var member: String?

  var missing: TerminalText? { member == nil ? "a colleague" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.manageMembers)
    let who = try MemberChoice(in: vault, asking: session.questions).member(
      member, as: "a colleague", option: "MEMBER")
    let number: UInt64
    do {
      number = try vault.proposeOffboarding(of: who.id)
    } catch let why as CannotOffboard {
      throw OffboardingRefused(why: why, name: who.shownName)
    }
    let exposure = ExposureReport(try vault.exposure(of: who.id), of: who)
    var result = JSONObject([
      ("number", .integer(Int64(number))), ("member", .string(who.id.hexadecimal)),
    ])
    result.append("name", ifPresent: who.name.map { .string($0) })
    result.append("exposure", .object(exposure.facts))
    return Answer(
      result,
      """
      that \(who.shownName) leaves is proposed, under number \(number).

      \(exposure.sentences)

      Next: another member runs casevault member approve \(number)
      """)
  }
}

/// What somebody who leaves has seen and leaves behind, in words.
struct ExposureReport {
  private let exposure: Exposure
  private let who: KnownMember

  init(_ exposure: Exposure, of who: KnownMember) {
    self.exposure = exposure
    self.who = who
  }

  var facts: JSONObject {
    JSONObject([
      ("openedNotes", .integer(Int64(exposure.openedNotes))),
      ("openedFiles", .integer(Int64(exposure.openedFiles))),
      ("couldOpenFiles", .integer(Int64(exposure.couldOpen))),
      ("withoutClinician", .array(exposure.withoutClinician.map { .string($0.text) })),
      ("ownPsychotherapyNotes", .integer(Int64(exposure.ownPsychotherapyNotes))),
    ])
  }

  var sentences: TerminalText {
    let notes = TerminalText.count(exposure.openedNotes, "note", "notes")
    let opened = TerminalText.count(exposure.openedFiles, "case file", "case files")
    let could = TerminalText.count(exposure.couldOpen, "case file", "case files")
    var lines: [TerminalText] = [
      "\(who.shownName) opened \(notes) of \(opened), by the log, and holds the keys of \(could)."
    ]
    if !exposure.withoutClinician.isEmpty {
      lines.append(
        "Nobody else works in \(TerminalText.list(exposure.withoutClinician.map(\.text))): whoever supervises \(who.shownName) gives them to somebody with casevault file assign."
      )
    }
    if exposure.ownPsychotherapyNotes > 0 {
      let files = TerminalText.count(exposure.ownPsychotherapyNotes, "case file", "case files")
      lines.append("Their psychotherapy notes, in \(files), are open to nobody then.")
    }
    return lines.joined(separator: "\n")
  }
}

/// Somebody who cannot be said to leave, with their name.
struct OffboardingRefused: WordedError {
  let why: CannotOffboard
  let name: TerminalText

  var wording: Wording {
    switch why {
    case .noSuchMember:
      Wording(
        .notFound, "no-such-member", "nobody by that id works here",
        hint: "casevault member list shows who does")
    case .leftAlready:
      Wording(
        .conflict, "left-already", "\(name) has left already",
        hint: "casevault member list shows since when")
    case .concernsYou:
      Wording(
        .refused, "concerns-you", "it concerns you, so two others propose and approve it",
        hint: "casevault member list shows who may")
    }
  }
}
