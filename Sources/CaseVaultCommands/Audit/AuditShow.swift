import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault audit show`: one entry, exactly as it was signed.
struct AuditShow: VaultCommand {
  static let synopsis = "casevault audit show NUMBER"
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one entry of the log.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The entry's number.", valueName: "number"))
  var number: UInt64?

  var missing: TerminalText? { number == nil ? "the entry's number" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let number = try session.questions.number(number, of: "the entry's number")
    let entry = try vault.entry(at: number)
    let names = try vault.members().names
    let facts = try EntryLines(names: names, state: try vault.state).facts(of: entry)
    let by = entry.member.map { names[$0] ?? $0.short } ?? "an unknown member"
    let event = JSONOutput.text(of: facts["event"] ?? .null)
    return Answer(facts) { _ in
      """
      entry \(number) of \(entry.event.at.localText) by \(by)

      \(keepingLines: event)
      """
    }
  }
}
