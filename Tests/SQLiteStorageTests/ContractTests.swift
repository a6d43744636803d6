import CaseVault
import StorageContract
import Testing

@testable import SQLiteStorage

@Suite struct ContractTests {
  @Test(arguments: StorageContract.clauses)
  func `SQLite keeps the storage contract`(clause: StorageContract.Clause) throws {
    try clause.check(on: TemporaryVault())
  }

  @Test(arguments: StorageContract.clauses)
  func `the storage in memory keeps the same contract`(clause: StorageContract.Clause) throws {
    try clause.check(on: RememberedVault())
  }
}

private struct RememberedVault: StorageLodging {
  let identity: StorageIdentity
  private let vault: RememberedStorage.Vault

  init() throws {
    let id = try Sample.hash(1)
    identity = StorageIdentity(formatVersion: 3, vaultID: id, generation: 0)
    vault = RememberedStorage.Vault(vaultID: id)
  }

  func open() throws -> any Storage {
    RememberedStorage(vault, patience: .milliseconds(100))
  }
}
