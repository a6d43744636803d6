package import CaseVault
package import Casework
import Foundation
import Keyring
import Synchronization

/// A storage in memory: the contract in its simplest form, and a stand-in for tests of what uses one.
///
/// A reader gets a copy of the state, a writer works on one and puts it back: snapshots and undoing
/// are then nothing but values.
package final class RememberedStorage: Storage {
  private let vault: Vault
  private let patience: Duration

  /// The state that several handles share.
  package final class Vault: Sendable {
    let state: Mutex<State>
    let writer = DispatchSemaphore(value: 1)

    package init(vaultID: ContentHash) {
      state = Mutex(State(vaultID: vaultID))
    }
  }

  package init(_ vault: Vault, patience: Duration = .seconds(5)) {
    self.vault = vault
    self.patience = patience
  }

  package func reading<Result>(
    _ body: (any StorageReader) throws -> Result
  ) throws -> Result {
    let reader = RememberedReader(vault.state.withLock { $0 })
    defer { reader.end() }
    return try body(reader)
  }

  package func writing<Result>(
    _ extent: WriteExtent, _ body: (any StorageTransaction) throws -> Result
  ) throws -> Result {
    let limit = patience / .milliseconds(1)
    guard vault.writer.wait(timeout: .now() + .milliseconds(Int(limit))) == .success else {
      throw StorageError.busy
    }
    defer { vault.writer.signal() }
    let transaction = RememberedTransaction(vault.state.withLock { $0 })
    defer { transaction.end() }
    let result = try body(transaction)
    let state = try transaction.outcome()
    vault.state.withLock { $0 = state }
    return result
  }

  /// There is no file to copy to.
  package func copy(to path: String, progress: (Double) -> Void) throws {
    throw StorageError.readOnly
  }

  /// Everything that a vault holds.
  struct State: Sendable {
    let vaultID: ContentHash
    var generation: UInt32 = 0
    var founding: [UInt8]?
    var leaves: [StoredLeaf] = []
    var tileHashes: [StoredTileHash] = []
    var chunks: [StoredChunk] = []
    /// In the order of storing.
    var envelopes: [StoredEnvelope] = []
    var wraps: [[UInt8]: [UInt8]] = [:]

    init(vaultID: ContentHash) {
      self.vaultID = vaultID
    }
  }
}
