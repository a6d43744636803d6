import Casework
import Keyring

/// What rotations say of slots, gathered while the log is read.
///
/// A rotation speaks of one slot of each row that it renews, and of no other: neither of a row outside its
/// compartment, nor of another compartment's slot in the same row. So whoever holds one compartment can
/// spoil what they hold, and nothing else.
struct ExpectedRotations: Sendable {
  /// The latest rotation of each set of slots.
  private var latest: [RotatedSlots: UInt64] = [:]
  /// By the place of the envelope among those expected, and of the slot in its row.
  private var renewals: [Int: [Int: Renewal]] = [:]
  /// Rotations that named what they had no business with, or what was not there.
  private var faulty: Set<UInt64> = []

  /// A slot that was renewed, once or again and again.
  private struct Renewal {
    /// Its hash when the row was stored.
    let stored: ContentHash
    /// Its hash now.
    var current: ContentHash
    /// The entry that renewed it last.
    var sequence: UInt64
  }

  mutating func take(
    _ slots: [RenewedSlot], of rotated: RotatedSlots, at sequence: UInt64, isKept: Bool,
    among envelopes: ExpectedEnvelopes
  ) {
    latest[rotated] = sequence
    // Whether it is what was replaced only holders can tell; that it is none at all, everybody.
    if !isKept { faulty.insert(sequence) }
    for slot in slots {
      let key = EnvelopeKey(id: slot.envelope, version: slot.version)
      guard let place = envelopes.place(of: key), rotated.contain(envelopes.all[place]),
        take(
          slot, of: rotated, at: sequence, inRowOf: place, storedAs: envelopes.all[place])
      else {
        faulty.insert(sequence)
        continue
      }
    }
  }

  /// False for a slot that was another one before. What it is now counts all the same: otherwise the next
  /// rotation, which finds it there, would be blamed as well.
  private mutating func take(
    _ slot: RenewedSlot, of rotated: RotatedSlots, at sequence: UInt64, inRowOf place: Int,
    storedAs envelope: ExpectedEnvelopes.Envelope
  ) -> Bool {
    let known = renewals[place]?[rotated.place]
    // A record has two slots, of which the log names one digest: there the row itself shows it.
    let before = known?.current ?? (envelope.isRecord ? slot.before : envelope.slots)
    renewals[place, default: [:]][rotated.place] = Renewal(
      stored: known?.stored ?? before, current: slot.after, sequence: sequence)
    return before == slot.before
  }

  /// Whether a row's slots are those that it was stored with, but for the renewed ones, which are what the
  /// rotations made of them.
  func agree(with row: SlotHashes, of envelope: ExpectedEnvelopes.Envelope, at place: Int) -> Bool {
    guard let renewals = renewals[place] else { return row.digest == envelope.slots }
    return renewals.allSatisfy { row.hash(at: $0.key) == $0.value.current }
      && row.with(renewals.mapValues(\.stored)).digest == envelope.slots
  }

  /// The entries of rotations that renewed less than the log names, or something else, in their order.
  func faults(among envelopes: ExpectedEnvelopes) -> [UInt64] {
    var found = faulty
    for (rotated, sequence) in latest {
      let isWhole = envelopes.all.indices.allSatisfy { place in
        let envelope = envelopes.all[place]
        return envelope.sequence > sequence || !rotated.contain(envelope)
          || renewals[place]?[rotated.place]?.sequence == sequence
      }
      if !isWhole { found.insert(sequence) }
    }
    return found.sorted()
  }
}

/// The slots that one compartment has in the rows of a vault.
enum RotatedSlots: Hashable {
  /// On everything that lies on this shelf: a file's, or an author's for psychotherapy notes. On nothing,
  /// for a compartment that has no shelf.
  case shelf(Int64?)
  /// On clients' records: the registry's.
  case records

  func contain(_ envelope: ExpectedEnvelopes.Envelope) -> Bool {
    switch self {
    case .shelf(let shelf): shelf != nil && envelope.shelf == shelf
    case .records: envelope.isRecord
    }
  }

  /// Where in a row they stand.
  var place: Int {
    switch self {
    case .shelf: SlotPlace.of(.file)
    case .records: SlotPlace.of(.registry)
    }
  }
}
