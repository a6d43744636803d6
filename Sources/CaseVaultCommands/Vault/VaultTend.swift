import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault vault tend`: does what is due, as every command does when it opens the vault, and says what.
struct VaultTend: VaultCommand {
  static let synopsis = "casevault vault tend"
  static let configuration = CommandConfiguration(
    commandName: "tend", abstract: "Do what is due: end grants, exchange and hand on keys.",
    usage: synopsis,
    discussion: """
      Every command does the same when it opens the vault. This one is for a timer, so that it happens when \
      nobody works: script/systemd has a unit.
      """)

  @OptionGroup var options: GlobalOptions

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.settle()
    let done = vault.done
    let due = try vault.state.dueKeys(of: vault.member)
    let result = JSONObject([
      ("endedGrants", .array(done.endedGrants.map { .string("G-\($0)") })),
      ("endedEmergencies", .array(done.endedEmergencies.map { .string("E-\($0)") })),
      ("keysSettled", .integer(Int64(done.keysSettled))),
      ("keysOverdue", .integer(Int64(due.overdue))),
      ("keysOnTheirWay", .integer(Int64(due.onTheirWay))),
      ("filesWithoutReader", .integer(Int64(due.withoutReader))),
    ])
    return Answer(result, Self.sentence(done, due))
  }

  private static func sentence(_ done: SettledWork, _ due: DueKeys) -> TerminalText {
    var parts: [TerminalText] = []
    if !done.endedGrants.isEmpty {
      parts.append("ended \(TerminalText.list(done.endedGrants.map { "G-\($0)" }))")
    }
    if !done.endedEmergencies.isEmpty {
      parts.append("ended \(TerminalText.list(done.endedEmergencies.map { "E-\($0)" }))")
    }
    if done.keysSettled > 0 {
      parts.append(
        "exchanged or handed on \(TerminalText.count(done.keysSettled, "key", "keys"))")
    }
    let all: TerminalText = parts.isEmpty ? "nothing was due" : parts.joined(separator: "; ")
    guard due.overdue > 0 else { return all }
    return
      "\(all); \(TerminalText.count(due.overdue, "key waits", "keys wait")) for a colleague who may exchange it"
  }
}
