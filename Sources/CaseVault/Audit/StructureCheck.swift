import Dispatch
import Synchronization

/// The check of the storage's own bookkeeping, under way on a thread of its own while the log is read:
/// the log is mostly one thread's work, and this needs nothing of it.
final class StructureCheck: Sendable {
  private let storage: any Storage
  /// Nil until somebody has begun; held while it runs.
  private let outcome = Mutex<Result<Void, any Error>?>(nil)

  init(of storage: any Storage) {
    self.storage = storage
    DispatchQueue.global().async { [self] in _ = run() }
  }

  /// Waits for the end; where no thread was free until now, it is done here. Throws
  /// ``StorageError/corrupt``.
  func result() throws { try run().get() }

  private func run() -> Result<Void, any Error> {
    outcome.withLock { outcome in
      if let outcome { return outcome }
      let found = Result { try storage.reading { try $0.checkStructure() } }
      outcome = found
      return found
    }
  }
}
