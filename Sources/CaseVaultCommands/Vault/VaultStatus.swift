import ArgumentParser
import CaseVault
import Casework
import Sodium
import System

/// `casevault vault status`: how things stand with the vault and with you in it.
struct VaultStatus: VaultCommand {
  static let synopsis = "casevault vault status"
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how things stand with the vault.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  var tellsOfEmergencies: Bool { true }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try StatusAnswer(of: vault, in: session).answer
  }
}
