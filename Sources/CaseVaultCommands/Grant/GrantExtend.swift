import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault grant extend`: gives a running grant a later end.
struct GrantExtend: VaultCommand {
  static let synopsis = "casevault grant extend GRANT (--for DURATION | --until TIME)"
  static let configuration = CommandConfiguration(
    commandName: "extend", abstract: "Give a running grant a later end.", usage: synopsis,
    discussion: "A duration counts from now.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: .grant)
  var grant: String?

  @OptionGroup var end: EndOptions

  var missing: TerminalText? { grant == nil ? "the grant" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.giveGrant)
    let number = try GrantNumber.read(grant, session.questions)
    let until = try end.end(now: vault.now(), session.questions)
    let made = try GrantRefused.wording { try vault.extendGrant(number, until: until) }
    let client = try vault.state.file(made.file).flatMap { ClientNumber($0.number) }
    let words = GrantWords(made, client: client, GrantWords.People(try vault.members()))
    return Answer(words.facts(at: vault.now()), "\(words.number): \(words.sentence)")
  }
}
