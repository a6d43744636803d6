import AuditLog
import Casework
import Keyring
import Sodium

/// The log keys of every epoch of the vault compartment that this process could open.
package struct LogKeys: ~Copyable, Sendable {
  private var arena: SecretArena
  private var places: [UInt32: SecretArena.Index] = [:]

  package init() throws { arena = try SecretArena(secretLength: 32, growingBy: 8) }

  package func has(_ epoch: UInt32) -> Bool { places[epoch] != nil }

  package mutating func add(_ key: Span<UInt8>, of epoch: UInt32) throws {
    guard places[epoch] == nil else { return }
    places[epoch] = try arena.add(copying: key)
  }

  /// Lends the 32-byte log key of an epoch.
  package func withKey<Answer>(
    of epoch: UInt32, _ use: (Span<UInt8>) throws -> Answer
  ) throws -> Answer {
    guard let place = places[epoch] else { throw IntegrityFault(.wrongEpoch, at: .vault) }
    return try use(try arena.span(at: place))
  }
}
