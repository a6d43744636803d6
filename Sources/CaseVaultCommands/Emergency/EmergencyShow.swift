import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault emergency show`: one emergency with its reason, and what was done in it.
struct EmergencyShow: VaultCommand {
  static let synopsis = "casevault emergency show EMERGENCY"
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show an emergency, its reason, and what was done in it.",
    usage: synopsis,
    discussion: "For its reviewers and who opened it. That the reason is read is recorded first.")

  @OptionGroup var options: GlobalOptions

  var tellsOfEmergencies: Bool { true }

  @Argument(help: .emergency)
  var emergency: String?

  var missing: TerminalText? { emergency == nil ? "the emergency" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let number = try EmergencyNumber.read(emergency, in: vault, session.questions)
    let words = try EmergencyRefused.wording([:]) {
      try vault.words(ofEmergency: number, to: session.screen.destination)
    }
    let uses = try vault.uses(ofEmergency: number)
    guard let known = try vault.state.emergency(number) else {
      throw CannotOpenEmergency.noSuchEmergency
    }
    let members = try vault.members()
    let client = try vault.state.file(known.file).flatMap { ClientNumber($0.number) }
    let line = EmergencyLine(known, client: client, names: members.names)
    let now = vault.now()
    var facts = line.facts(at: now)
    facts.append("reason", ifPresent: words.reason.map { .string($0) })
    facts.append("comment", ifPresent: words.comment.map { .string($0) })
    facts.append("uses", .array(uses.map { .object(Self.facts(of: $0)) }))
    let gap = IncompleteList(members.map(\.fault) + [words.fault])
    return Answer(facts, storedWords: true, fault: gap) { layout in
      Self.lines(line, words, uses, at: now).map { layout.sentences($0) }
        .joined(separator: "\n")
    }
  }

  private static func facts(of use: EmergencyUse) -> JSONObject {
    var facts = JSONObject([
      ("entry", .integer(Int64(use.entry))), ("at", .string(use.at.text)),
      ("act", .string(use.act.rawValue)),
    ])
    facts.append("note", ifPresent: use.note.map { .string($0.hexadecimal) })
    facts.append("version", ifPresent: use.version.map { .integer(Int64($0)) })
    if use.note == nil { facts.append("allFiles", .bool(use.isOfAllFiles)) }
    facts.append("to", ifPresent: use.destination.map { .string($0.rawValue) })
    return facts
  }

  private static func lines(
    _ line: EmergencyLine, _ words: EmergencyWords, _ uses: [EmergencyUse], at now: Moment
  ) -> [TerminalText] {
    let known = line.emergency
    var lines: [TerminalText] = [
      "\(line.number): \(line.name(known.opener)) opened \(line.client) on \(known.at.localText) until \(known.until.localTextWithZone), because of \(known.safety.title)",
      words.reason.map { "because: \($0)" } ?? Self.closed("the reason"),
      line.stage(at: now),
    ]
    lines += uses.map { use in
      let note: TerminalText = use.note.map { " note \($0.shortText)" } ?? Self.whole(use)
      let version: TerminalText = use.version.map { ", version \($0)" } ?? ""
      let place: TerminalText = Self.place(of: use)
      return
        "\(use.at.localText)  \(use.act.rawValue)\(note)\(version)\(place) (entry \(use.entry))"
    }
    if uses.isEmpty { lines.append("nothing was read or written in it") }
    guard let review = known.review else {
      return lines + ["not reviewed yet: casevault emergency review \(line.number)"]
    }
    lines.append(
      "reviewed by \(line.name(review.by)) on \(review.at.localText): \(review.finding.phrase)")
    return lines + [words.comment.map { "they said: \($0)" } ?? Self.closed("what they said")]
  }

  private static func whole(_ use: EmergencyUse) -> TerminalText {
    use.isOfAllFiles ? " every case file that opened, this one too" : " the notes"
  }

  /// On the terminal is where words are read; anywhere else they may stay.
  private static func place(of use: EmergencyUse) -> TerminalText {
    guard let destination = use.destination, destination != .terminal else { return "" }
    return ", to a \(destination.rawValue)"
  }

  private static func closed(_ what: TerminalText) -> TerminalText {
    "\(what) does not open for you: it was sealed to those who could review it then, and to who opened it"
  }
}
