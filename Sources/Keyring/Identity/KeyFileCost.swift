internal import Sodium

/// What it costs to try one passphrase on a key file. Source: docs/format.md §2; RFC 9106 §4.
package struct KeyFileCost: Equatable, Sendable {
  /// Passes over the memory, 1 to 10.
  package let operations: UInt32
  /// Bytes of memory, up to 1 GiB.
  package let memory: UInt64

  /// Below this no key file is written: cheaper ones fall to a rented graphics card.
  package static let leastMemory: UInt64 = 64 << 20

  /// Three passes over 256 MiB: about 0.6 s.
  package static let standard = KeyFileCost(unchecked: 3, memory: 256 << 20)

  /// A cost to write a file with. Throws ``KeyFileError/costOutOfBounds(operations:memory:)`` for less
  /// than 64 MiB, more than 1 GiB, no pass at all or more than ten.
  package init(operations: UInt32, memory: UInt64) throws(KeyFileError) {
    guard memory >= Self.leastMemory else {
      throw .costOutOfBounds(operations: operations, memory: memory)
    }
    self.init(unchecked: operations, memory: memory)
    _ = try argon2id()
  }

  /// One pass over 8 KiB, so that tests of everything else do not wait. Worth nothing as a guard, and
  /// below the floor: no command offers it.
  package static let forTestsOnly = KeyFileCost(unchecked: 1, memory: 8 << 10)

  /// A cost as a file states it, not looked at yet.
  init(unchecked operations: UInt32, memory: UInt64) {
    self.operations = operations
    self.memory = memory
  }

  /// The cost within the bounds of what is read. To be asked before anything is allocated: a key file
  /// is hostile input until it is open.
  func argon2id() throws(KeyFileError) -> Argon2id.Cost {
    do {
      return try Argon2id.Cost(operations: Int(operations), memory: Int(clamping: memory))
    } catch {
      throw .costOutOfBounds(operations: operations, memory: memory)
    }
  }
}
