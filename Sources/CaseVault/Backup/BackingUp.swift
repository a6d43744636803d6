import AuditLog
import Casework
import Keyring

extension Vault {
  /// Writes one consistent copy of the whole vault to a new file, while others go on writing. Recorded
  /// first, so that the copy contains the entry that speaks of it.
  package func backUp(to path: String, progress: (Double) -> Void = { _ in }) throws {
    _ = try journal.record(VaultBackedUp())
    try storage.copy(to: path, progress: progress)
  }

  /// Proves that a backup would restore: verifies it whole, with this device's keys.
  ///
  /// A backup is older than the vault, so the pin is used only to see that it is a part of the same
  /// history, not that it reaches as far.
  package func verifyBackup(
    _ backup: any Storage, progress: (Double) -> Void = { _ in }
  ) throws -> BackupReport {
    let log = try journal.log()
    let report = try Vault.verify(backup, with: keys, vault: id, pin: nil, progress: progress)
    guard report.isWhole else { return BackupReport(verification: report, standing: .faulty) }
    guard report.size <= log.size else {
      return BackupReport(verification: report, standing: .ahead(by: report.size - log.size))
    }
    let root = try storage.reading { try StoredTree($0, size: log.size).root(at: report.size) }
    guard root == report.root else {
      return BackupReport(verification: report, standing: .otherHistory)
    }
    return BackupReport(verification: report, standing: .behind(by: log.size - report.size))
  }
}

/// What a backup is worth.
package struct BackupReport: Sendable {
  package let verification: VerificationReport
  package let standing: Standing

  /// How a backup stands to the vault that it is held against.
  package enum Standing: Sendable, Equatable {
    /// A part of this vault's history, and how many entries it lacks.
    case behind(by: UInt64)
    case ahead(by: UInt64)
    case otherHistory
    case faulty
  }
}
