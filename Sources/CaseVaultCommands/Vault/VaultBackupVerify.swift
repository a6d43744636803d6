import ArgumentParser
import CaseVault
import Casework
import SQLiteStorage
import System

/// `casevault vault backup verify FILE`: proves that a backup would restore.
struct VaultBackupVerify: VaultCommand {
  static let synopsis = "casevault vault backup verify FILE"
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Prove that a backup would restore.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The backup.", valueName: "file"), completion: .file())
  var file: String?

  var missing: TerminalText? { file == nil ? "the backup" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let file = FilePath(try session.questions.value(file, of: "the backup"))
    let backup = try SQLiteStorage.open(copy: file.existing().string)
    guard try backup.reading({ try $0.identity().vaultID }) == ContentHash(vault.id) else {
      throw BackupOfAnotherVault()
    }
    var bar = ProgressBar("Verifying", total: 1_000, in: session.environment)
    let report = try vault.verifyBackup(backup) { bar.update(Int($0 * 1_000)) }
    bar.finish()
    let verification = VerificationAnswer(report.verification)
    var result = verification.facts
    result.append("standing", .string(report.standing.code))
    result.append("entriesBehind", ifPresent: report.standing.behind.map { .integer(Int64($0)) })
    let fault: (any Error)? =
      report.standing == .otherHistory
      ? IntegrityFault(.forked, at: .vault) : report.verification.firstFault
    return Answer(result, fault: fault) { layout in
      "\(verification.page(layout))\n\(report.standing.phrase)"
    }
  }
}

/// A backup that this vault was never.
struct BackupOfAnotherVault: WordedError {
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
    case .faulty: "faulty"
    }
  }

  fileprivate var behind: UInt64? {
    if case .behind(let entries) = self { entries } else { nil }
  }

  fileprivate var phrase: TerminalText {
    switch self {
    case .behind(0): "it would restore, and lacks nothing"
    case .behind(let entries):
      "it would restore, and lacks \(TerminalText.count(Int(entries), "entry", "entries")) made since"
    case .ahead(let entries):
      "it would restore, and has \(TerminalText.count(Int(entries), "entry", "entries")) that the vault lacks"
    case .otherHistory: "it does not belong to this vault's history"
    case .faulty: "it would not restore whole"
    }
  }
}
