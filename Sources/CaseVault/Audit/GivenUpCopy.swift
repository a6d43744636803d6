import AuditLog
package import Casework
import Keyring

/// How what was verified stands to a history that this device has given up itself.
package struct GivenUpCopy: Sendable, Equatable {
  /// When this device gave it up, and how many entries of it it had verified.
  package let at: Moment
  package let size: UInt64
  /// Whether it is that very history. Otherwise it is of the same generation and ends before what this device
  /// knows of it, so that nothing tells.
  package let isCertain: Bool
}

extension KeptRestorings {
  /// What a log of this size and generation is, with its roots; nil for none that was given up.
  func standing(
    size: UInt64, generation: UInt32, root: (UInt64) throws -> TreeHash
  ) rethrows -> GivenUpCopy? {
    for given in histories.reversed() where size >= given.size {
      if ContentHash(try root(given.size)) == given.root {
        return GivenUpCopy(at: given.at, size: given.size, isCertain: true)
      }
    }
    let longer = histories.last { $0.generation == generation && $0.size > size }
    return longer.map { GivenUpCopy(at: $0.at, size: $0.size, isCertain: false) }
  }

  /// The same of a checkpoint.
  func standing(of outside: OutsideCheckpoint) -> GivenUpCopy? {
    let given = histories.last {
      $0.generation == outside.generation && $0.size >= outside.size
    }
    return given.map {
      GivenUpCopy(
        at: $0.at, size: $0.size,
        isCertain: $0.size == outside.size && $0.root == ContentHash(outside.root))
    }
  }
}
