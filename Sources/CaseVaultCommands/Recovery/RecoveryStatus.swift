import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault recovery status`: who has pieces, who has tried them, and what is under way.
struct RecoveryStatus: VaultCommand {
  static let synopsis = "casevault recovery status"
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show who can recover a lost key, and what is under way.",
    usage: synopsis)

  @OptionGroup var options: GlobalOptions

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let words = try RecoveryWords(of: vault)
    return Answer(words.facts, fault: IncompleteList(words.members.map(\.fault))) { layout in
      words.lines.map { layout.sentences($0) }.joined(separator: "\n")
    }
  }
}
