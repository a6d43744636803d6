package import Casework
package import Sodium

/// A worker's own copy of the newest symmetric keys of many compartments, in guarded memory.
///
/// Workers that ask one ``Keyring`` for each of a hundred thousand rows keep each other waiting: a tenth of
/// what they do besides opening. Found by its place in the list it was made from. Wiped when it goes.
package struct SymmetricKeys: ~Copyable {
  private let arena: SecretArena
  private let held: [Held?]

  private struct Held {
    let facts: CompartmentEpoch
    let index: SecretArena.Index
  }

  /// Copies what the keyring holds of these compartments.
  package init(of compartments: [CompartmentID?], in keyring: Keyring) throws(SodiumError) {
    // All at once: each guarded allocation has pages of its own to be protected and locked.
    let room = min(max(compartments.count, 1), 65536)
    var arena = try SecretArena(secretLength: EpochKey.length, growingBy: room)
    var held: [Held?] = []
    held.reserveCapacity(compartments.count)
    var key = try SecretBytes(zeroed: EpochKey.length)
    for compartment in compartments {
      let entry = try compartment.flatMap { id throws(SodiumError) in
        try keyring.copySymmetricKey(of: id, fromNewest: 0, into: &key)
      }
      guard let entry else {
        held.append(nil)
        continue
      }
      held.append(Held(facts: entry.facts, index: try arena.add(copying: key.span)))
    }
    self.arena = arena
    self.held = held
  }

  /// Copies the key at a place into 32 bytes of guarded memory, and tells of which epoch it is; nil for a
  /// compartment that the keyring did not hold.
  func copy(
    at place: Int, into key: inout SecretBytes
  ) throws(SodiumError) -> CompartmentEpoch? {
    guard held.indices.contains(place), let known = held[place] else { return nil }
    var output = key.mutableSpan
    try output.copy(from: arena.span(at: known.index))
    return known.facts
  }
}
