public import CaseVault
import Casework

extension VaultStorage {
  /// The embedded default: one SQLite database in a folder, on one machine.
  ///
  /// The folder is made when a vault is founded there: 0700, its files 0600. Any number of processes
  /// may work in it at once; a writer waits up to five seconds for another. Network shares are refused,
  /// for two machines writing at once would destroy the database.
  ///
  /// - Parameter folder: a path; relative ones count from the working folder at the time of use.
  public static func sqlite(at folder: String) -> VaultStorage {
    VaultStorage(
      create: { try SQLiteStorage.create(at: folder, vaultID: $0) },
      open: { try SQLiteStorage.open(at: folder) })
  }
}
