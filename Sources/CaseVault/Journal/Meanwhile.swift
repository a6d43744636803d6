import Dispatch
import Synchronization

/// A value that another thread works out meanwhile.
final class Meanwhile<Value: Sendable>: Sendable {
  private let outcome = Mutex<Result<Value, any Error>?>(nil)
  private let done = DispatchGroup()

  init(on queue: DispatchQueue = .global(), _ work: @escaping @Sendable () throws -> Value) {
    queue.async(group: done) { [self] in
      let result = Result { try work() }
      outcome.withLock { $0 = result }
    }
  }

  /// Waits until it is there. Nil only if it was taken before.
  func take() throws -> Value? {
    done.wait()
    return try outcome.withLock { $0.take() }?.get()
  }
}
