import AuditLog
import Casework
package import Keyring

extension Vault {
  /// Writes one consistent copy of the whole vault to a new file, while others go on writing. Recorded
  /// first, so that the copy contains the entry that speaks of it.
  package func backUp(to path: String, progress: (Double) -> Void = { _ in }) throws {
    _ = try journal.record(VaultBackedUp())
    try storage.copy(to: path, progress: progress)
  }

  /// Proves that a backup would restore: verifies it whole, with this device's keys, and holds it against
  /// the vault. Where there is no vault any more, or it cannot be read, against what this device has
  /// verified of it: that is when a backup is needed.
  package static func verifyBackup(
    _ backup: any Storage, of vault: (any Storage)?, with identity: consuming DeviceIdentity,
    memory: any DeviceMemory, progress: (Double) -> Void = { _ in }
  ) throws -> BackupReport {
    let keys = try DeviceKeys(identity)
    let pin = try Pin.load(from: memory, with: keys)
    // Without the pin: a backup may well be older.
    let report = try Vault.verify(
      backup, with: keys, pin: nil, isKnown: pin != nil, progress: progress)
    guard report.isWhole else { return BackupReport(verification: report, standing: .faulty) }
    let standing =
      try BackupReport.standing(of: report, in: backup, against: vault, pin)
      ?? BackupReport.standing(of: report, in: backup, against: pin)
    var answer = BackupReport(verification: report, standing: standing)
    if standing == .otherHistory {
      answer.givenUp = try backup.reading { reader in
        let tree = VaultSize(of: reader, size: report.size)
        return try KeptRestorings.load(from: memory, with: keys).standing(
          size: report.size, generation: report.generation, root: tree.root(at:))
      }
    }
    return answer
  }
}

/// What a backup is worth.
package struct BackupReport: Sendable {
  package let verification: VerificationReport
  package let standing: Standing
  /// Set where it belongs to no history that counts, but to one that this device has given up itself.
  package internal(set) var givenUp: GivenUpCopy?

  init(verification: VerificationReport, standing: Standing) {
    (self.verification, self.standing) = (verification, standing)
  }

  /// How a backup stands to the vault that it is held against.
  package enum Standing: Sendable, Equatable {
    /// A part of this vault's history, and how many entries it lacks.
    case behind(by: UInt64)
    /// All of this vault's history, and so many entries more.
    case ahead(by: UInt64)
    case otherHistory
    /// The vault cannot be read; so many entries fewer than this device has verified, and nothing says
    /// whether they are the same ones.
    case short(of: UInt64)
    /// The vault cannot be read, and this device has never verified it.
    case unknown
    case faulty
  }
}

extension BackupReport {
  /// Nil where the vault is not there or does not read as far as this device has verified it.
  fileprivate static func standing(
    of report: VerificationReport, in backup: any Storage, against vault: (any Storage)?,
    _ pin: Pin?
  ) throws -> Standing? {
    guard let vault else { return nil }
    do {
      return try vault.reading { reader -> Standing? in
        guard try reader.identity().vaultID == ContentHash(report.vault) else {
          throw BackupOfAnotherVault()
        }
        let log = VaultSize(of: reader, size: try reader.size())
        if let pin, try pin.size > log.size || log.root(at: pin.size) != pin.root { return nil }
        guard report.size > log.size else {
          return try log.root(at: report.size) == report.root
            ? .behind(by: log.size - report.size) : .otherHistory
        }
        let part = try backup.reading {
          try VaultSize(of: $0, size: report.size).root(at: log.size)
        }
        return try part == log.root(at: log.size)
          ? .ahead(by: report.size - log.size) : .otherHistory
      }
    } catch is StorageError {
      return nil
    } catch is IntegrityFault {
      return nil
    }
  }

  fileprivate static func standing(
    of report: VerificationReport, in backup: any Storage, against pin: Pin?
  ) throws -> Standing {
    guard let pin else { return .unknown }
    guard report.size >= pin.size else { return .short(of: pin.size - report.size) }
    let part = try backup.reading { try VaultSize(of: $0, size: report.size).root(at: pin.size) }
    guard part == pin.root else { return .otherHistory }
    return report.size == pin.size ? .behind(by: 0) : .ahead(by: report.size - pin.size)
  }
}

/// A log's size with its roots at smaller sizes.
private struct VaultSize {
  let size: UInt64
  private let tree: StoredTree

  init(of reader: any StorageReader, size: UInt64) {
    self.size = size
    tree = StoredTree(reader, size: size)
  }

  func root(at size: UInt64) throws -> TreeHash {
    size == 0 ? .ofEmptyTree : try tree.root(at: size)
  }
}

/// A backup that the vault at hand was never.
package struct BackupOfAnotherVault: Error, Equatable {
  package init() {}
}
