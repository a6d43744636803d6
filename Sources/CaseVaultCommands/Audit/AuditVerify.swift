import ArgumentParser
import AuditLog
import CaseVault
import Casework
import Keyring
import SQLiteStorage
import System

/// `casevault audit verify`: rebuilds everything from the log and compares. Writes nothing, and runs on
/// a vault that would not open any more.
struct AuditVerify: PlainCommand {
  static let synopsis = "casevault audit verify [--checkpoint FILE]"
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Verify every entry, every note and every key.",
    usage: synopsis,
    discussion: """
      With --checkpoint, also whether the log still begins with what somebody outside was handed by \
      casevault audit checkpoint: a log that was cut, rewritten or put back to an older copy does not.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(
    help: ArgumentHelp(
      "A checkpoint that somebody outside kept; - is standard input.", valueName: "file"),
    completion: .file())
  var checkpoint: String?

  func answer(in session: Session) throws -> Answer {
    let kept = try checkpoint.map { try Self.checkpoint(in: InputFile(path: $0)) }
    let storage = try SQLiteStorage.open(at: try session.vaultFolder().string, readOnly: true)
    let id = try storage.reading { try $0.identity().vaultID }
    try kept?.check(for: VaultID(id))
    let identity = try session.key.open()
    let memory = FolderMemory(
      session.places.memory(ofVault: id.hexadecimal, device: identity.publicKeys.id.hexadecimal))
    var bar = ProgressBar("Verifying", total: 1_000, in: session.environment)
    let report = try Vault.verify(storage, with: identity, memory: memory, against: kept) {
      bar.update(Int($0 * 1_000))
    }
    bar.finish()
    return VerificationAnswer(report, at: Surroundings.ofThisMachine.now()).answer
  }

  private static func checkpoint(in file: InputFile) throws -> KeptCheckpoint {
    try KeptCheckpoint(file.bytes(atMost: SignedNote.mostBytes))
  }
}
