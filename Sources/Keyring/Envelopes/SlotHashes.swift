package import Casework
internal import Sodium

/// What the log says of the slots of one row: a digest over all of them, and a hash of each.
///
/// Each has its own hash, because a rotation renews one slot of a row and must be able to say so of that
/// one alone: who holds one compartment has no say about the slots of another. Source: docs/format.md §5.
package struct SlotHashes: Sendable, Equatable {
  /// `slots digest`: the hash of the only slot, or one over those of several.
  package let digest: ContentHash
  /// Empty for a row with one slot, so that nearly every row needs no memory of its own.
  private let several: [ContentHash]

  init(only hash: ContentHash) {
    digest = hash
    several = []
  }

  /// Those of at least one slot, in the order in which they stand in the row.
  init(_ each: [ContentHash]) {
    several = each.count == 1 ? [] : each
    digest = each.count == 1 ? each[0] : Self.digest(of: each)
  }

  /// Those of a row. Throws ``EnvelopeError/malformedSlots`` unless it is whole slots to its end.
  package init(of row: [UInt8]) throws(EnvelopeError) {
    let row = row.span
    let label = Label.slotHash.bytes
    var each: [ContentHash] = []
    try SlotRow.each(in: row) {
      each.append(ContentHash(BLAKE2b256.digest(of: label.span, row.extracting($0.whole))))
    }
    self.init(each)
  }

  package var count: Int { several.isEmpty ? 1 : several.count }

  /// `slot hash` of the slot at a place; nil where the row has no such place.
  package func hash(at place: Int) -> ContentHash? {
    guard several.isEmpty else { return several.indices.contains(place) ? several[place] : nil }
    return place == 0 ? digest : nil
  }

  /// The same with other slots in some places of the row.
  package func with(_ others: [Int: ContentHash]) -> SlotHashes {
    SlotHashes((0..<count).compactMap { others[$0] ?? hash(at: $0) })
  }

  private static func digest(of each: [ContentHash]) -> ContentHash {
    var message = Message(.slots)
    for hash in each { message.append(hash) }
    return ContentHash(BLAKE2b256.digest(of: message.span))
  }
}
