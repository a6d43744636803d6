import ArgumentParser
import CaseVault
import Casework
import Keyring
import SQLiteStorage
import System

/// `casevault audit verify`: rebuilds everything from the log and compares. Writes nothing, and runs on
/// a vault that would not open any more.
struct AuditVerify: PlainCommand {
  static let synopsis = "casevault audit verify"
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Verify every entry, every note and every key.",
    usage: synopsis)

  @OptionGroup var options: GlobalOptions

  func answer(in session: Session) throws -> Answer {
    let storage = try SQLiteStorage.open(at: try session.vaultFolder().string, readOnly: true)
    let vault = try storage.reading { try $0.identity().vaultID.hexadecimal }
    let identity = try session.key.open()
    let memory = FolderMemory(
      session.places.memory(ofVault: vault, device: identity.publicKeys.id.hexadecimal))
    var bar = ProgressBar("Verifying", total: 1_000, in: session.environment)
    let report = try Vault.verify(storage, with: identity, memory: memory) {
      bar.update(Int($0 * 1_000))
    }
    bar.finish()
    return VerificationAnswer(report).answer
  }
}
