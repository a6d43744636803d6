import CSodium
import Glibc
import Synchronization

/// Whether secrets are kept out of the swap file.
package enum MemoryLocking: Equatable, Sendable {
  /// No secret has been made yet.
  case notAsked
  /// The system has locked every secret so far.
  case held
  /// The system refused at least once, with this `errno`: mostly ENOMEM, because the limit on locked
  /// memory (`ulimit -l`) is reached. Secrets are as safe as the swap space is.
  case refused(code: Int32)
}

extension Sodium {
  /// What became of the requests to lock secrets in memory, over the whole process so far.
  package static var memoryLocking: MemoryLocking {
    switch MemoryLocking.outcome.load(ordering: .relaxed) {
    case MemoryLocking.unasked: .notAsked
    case 0: .held
    case let code: .refused(code: code)
    }
  }
}

extension MemoryLocking {
  /// The first refusal's `errno`; 0 while all went well.
  static let outcome = Atomic<Int32>(unasked)
  static let unasked: Int32 = -1

  /// Asks again what `sodium_malloc` asked already, because it does not say what the answer was.
  static func ask(for memory: UnsafeMutableRawPointer, count: Int) {
    guard count > 0 else { return }
    if unsafe sodium_mlock(memory, count) == 0 {
      _ = outcome.compareExchange(expected: unasked, desired: 0, ordering: .relaxed)
    } else {
      record(refusal: errno)
    }
  }

  private static func record(refusal code: Int32) {
    let current = outcome.load(ordering: .relaxed)
    guard current <= 0 else { return }
    _ = outcome.compareExchange(expected: current, desired: code, ordering: .relaxed)
  }
}
