import ArgumentParser
import CaseVault
import Casework
import Keyring
import SQLiteStorage
import System

/// `casevault vault backup verify FILE`: proves that a backup would restore. Needs no vault that opens: a
/// backup is asked for when that is damaged or gone.
struct VaultBackupVerify: PlainCommand {
  static let synopsis = "casevault vault backup verify FILE"
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Prove that a backup would restore.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The backup.", valueName: "file"), completion: .file())
  var file: String?

  func answer(in session: Session) throws -> Answer {
    let file = FilePath(try session.questions.value(file, of: "the backup"))
    let backup = try SQLiteStorage.open(copy: file.existing().string)
    let id = try backup.reading { try $0.identity().vaultID }
    let vault = try session.vaultThatReads()
    if let vault, try vault.reading({ try $0.identity().vaultID }) != id {
      throw BackupOfAnotherVault()
    }
    let identity = try session.key.open()
    let memory = FolderMemory(
      session.places.memory(
        ofVault: id.hexadecimal, device: identity.publicKeys.id.hexadecimal))
    var bar = ProgressBar("Verifying", total: 1_000, in: session.environment)
    let report = try Vault.verifyBackup(backup, of: vault, with: identity, memory: memory) {
      bar.update(Int($0 * 1_000))
    }
    bar.finish()
    let verification = VerificationAnswer(
      report.verification, at: Surroundings.ofThisMachine.now())
    var result = verification.facts
    result.append("standing", .string(report.standing.code))
    result.append("entriesBehind", ifPresent: report.standing.behind.map { .integer(Int64($0)) })
    result.append("givenUp", ifPresent: report.givenUp.map { .object($0.facts) })
    let fault: (any Error)? =
      report.standing == .otherHistory
      ? IntegrityFault(.forked, at: .vault) : report.verification.firstFault
    return Answer(result, fault: fault) { layout in
      let givenUp =
        report.givenUp.map { "\n\(layout.sentences($0.sentence))" as TerminalText } ?? ""
      return "\(verification.page(layout))\n\(report.standing.phrase)\(givenUp)"
    }
  }
}

extension Session {
  /// The vault that this is about, if there is one whose file can still be read.
  fileprivate func vaultThatReads() throws -> SQLiteStorage? {
    do {
      let storage = try SQLiteStorage.open(at: try vaultFolder().string, readOnly: true)
      _ = try storage.reading { try $0.identity() }
      return storage
    } catch is NoVaultYet {
      return nil
    } catch is StorageError {
      return nil
    }
  }
}

extension BackupOfAnotherVault: WordedError {
  var wording: Wording {
    Wording(
      .conflict, "backup-of-another-vault", "that is a backup of another vault",
      hint: "name the vault that it is of with --vault FOLDER")
  }
}

extension BackupReport.Standing {
  /// The word in `--json`.
  fileprivate var code: String {
    switch self {
    case .behind: "behind"
    case .ahead: "ahead"
    case .otherHistory: "other-history"
    case .short: "short"
    case .unknown: "unknown"
    case .faulty: "faulty"
    }
  }

  fileprivate var behind: UInt64? {
    switch self {
    case .behind(let entries), .short(let entries): entries
    case .ahead, .otherHistory, .unknown, .faulty: nil
    }
  }

  fileprivate var phrase: TerminalText {
    switch self {
    case .behind(0): "it would restore, and lacks nothing"
    case .behind(let entries):
      "it would restore, and lacks \(TerminalText.count(Int(entries), "entry", "entries")) made since"
    case .ahead(let entries):
      "it would restore, and has \(TerminalText.count(Int(entries), "entry", "entries")) that the vault lacks"
    case .otherHistory: "it does not belong to this vault's history"
    case .short(let entries):
      "it would restore, and lacks \(TerminalText.count(Int(entries), "entry", "entries")) that this device has verified; the vault cannot be read to be compared"
    case .unknown: "it would restore; there is no vault here to compare it with"
    case .faulty: "it would not restore whole"
    }
  }
}
