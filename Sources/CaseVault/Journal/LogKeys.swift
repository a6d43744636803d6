import AuditLog
import Casework
import Keyring
import Sodium

/// The log keys of every epoch of the vault compartment that this process could open.
package struct LogKeys: ~Copyable, Sendable {
  private var arena: SecretArena
  private var places: [UInt32: SecretArena.Index] = [:]

  package init() throws { arena = try SecretArena(secretLength: 32, growingBy: 8) }

  /// Whether the key of this epoch has been opened.
  package func has(_ epoch: UInt32) -> Bool { places[epoch] != nil }

  /// Another key of the same epoch goes: a first wrap claimed it, and the log does not bear it out.
  package mutating func add(_ key: Span<UInt8>, of epoch: UInt32) throws {
    let place = try arena.add(copying: key)
    if let old = places.updateValue(place, forKey: epoch) { try arena.wipe(at: old) }
  }

  package mutating func forgetEverything() {
    for place in places.values {
      // A place that stands here is one that the arena knows; nothing else can be thrown.
      try? arena.wipe(at: place)
    }
    places.removeAll()
  }

  /// The same keys in guarded memory of their own, for threads that only read.
  func copy() throws -> LogKeys {
    var copy = try LogKeys()
    for (epoch, place) in places { try copy.add(arena.span(at: place), of: epoch) }
    return copy
  }

  /// Lends the 32-byte log key of an epoch.
  package func withKey<Answer>(
    of epoch: UInt32, _ use: (Span<UInt8>) throws -> Answer
  ) throws -> Answer {
    guard let place = places[epoch] else { throw IntegrityFault(.wrongEpoch, at: .vault) }
    return try use(try arena.span(at: place))
  }
}
