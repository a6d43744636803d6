import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault grant show`: one grant with its reason, and what came of it.
struct GrantShow: VaultCommand {
  static let synopsis = "casevault grant show GRANT"
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a grant, its reason, and what was read by it.",
    usage: synopsis, discussion: "That the reason is read is recorded first.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: .grant)
  var grant: String?

  var missing: TerminalText? { grant == nil ? "the grant" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let number = try GrantNumber.read(grant, session.questions)
    let reason = try GrantReason.of(number, in: vault, session)
    guard let known = try vault.state.grant(number) else { throw CannotGrant.noSuchGrant }
    let client = try vault.state.file(known.file).flatMap { ClientNumber($0.number) }
    let members = try vault.members()
    let words = GrantWords(known, client: client, GrantWords.People(members))
    let now = vault.now()
    let exposure = try vault.exposure(ofGrant: number)
    var facts = words.facts(at: now)
    facts.append("reason", ifPresent: reason.text.map { .string($0) })
    facts.append(
      "read", ifPresent: exposure.map { .array($0.read.map { .string($0.hexadecimal) }) })
    facts.append("readable", ifPresent: exposure.map { .integer(Int64($0.readable)) })
    return Answer(facts, storedWords: true, fault: IncompleteList(members.map(\.fault))) { layout in
      let lines = Self.lines(words, reason, exposure, at: now)
      return lines.map { layout.sentences($0) }.joined(separator: "\n")
    }
  }

  private static func lines(
    _ words: GrantWords, _ reason: GrantReason, _ exposure: GrantExposure?, at now: Moment
  ) -> [TerminalText] {
    let grant = words.grant
    var lines: [TerminalText] = [
      "\(words.number): \(words.sentence)", reason.line, words.stage(at: now),
    ]
    if let given = grant.given {
      lines.append("given by \(words.people.name(given.by)) on \(given.at.localText)")
    }
    guard let exposure else { return lines }
    lines.append(
      "\(words.people.name(grant.grantee)) has opened \(TerminalText.count(exposure.read.count, "note", "notes")) with it, and could have opened \(TerminalText.count(exposure.readable, "text", "texts")): versions of notes, and the client's name"
    )
    if !exposure.read.isEmpty {
      lines.append("opened: \(TerminalText.list(exposure.read.map(\.shortText.string)))")
    }
    if !grant.isOpen(at: now) {
      lines.append(
        "its key is gone from this vault, and our program opens nothing with it any more; what was read is known, and whoever kept the grant's secret, or a copy with their key, from while it ran opens these texts with it still"
      )
    }
    return lines
  }
}
