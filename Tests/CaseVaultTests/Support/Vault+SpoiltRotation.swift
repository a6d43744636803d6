import AuditLog
import Casework
import Keyring
import Sodium
import Testing

@testable import CaseVault

/// What a changed program keeps in the place of what it replaces.
enum Noise: CaseIterable {
  /// Another slot in the place of one.
  case slots
  /// What does not open under the new epoch.
  case seal
  /// The right slots beside another secret.
  case secret
}

extension Team {
  func rows(of file: CaseFileID, _ note: NoteID) throws -> [EnvelopeKey] {
    let known = try #require(try self[.officer].state.files[file])
    return [known.record.key, EnvelopeKey(id: note, version: 1)]
  }
}

extension Vault {
  /// A rotation by a program that was changed to destroy: the record is renewed, and the note gets bytes that
  /// open to nobody.
  func spoil(_ note: NoteID, of file: CaseFileID, keeping noise: Noise? = nil) throws {
    let known = try #require(try state.files[file])
    let rows = [known.record.key, EnvelopeKey(id: note, version: 1)]
    try rotate(known.compartment, keeping: noise, rows: rows) { slots, list in
      try Self.spoil(&slots[1], &list[1], at: 0)
    }
  }

  /// The same where the note's slot is noise already, and stays it.
  func spoilOnceMore(_ note: NoteID, of file: CaseFileID) throws {
    let known = try #require(try state.files[file])
    let key = EnvelopeKey(id: note, version: 1)
    let row = try slots(of: key)
    let before = try #require(try SlotHashes(of: row).hash(at: 0))
    try rotate(
      known.compartment, rows: [known.record.key],
      keeping: { kept in
        let slot = Array(row.dropFirst())
        kept = known.record.envelope < key.id ? kept + slot : slot + kept
      },
      changing: { slots, list in
        // Another byte than the first time, or it would be as it was.
        var noise = row
        noise[40] ^= 1
        slots.append(SlotChange(envelope: key, slots: noise))
        let after = try #require(try SlotHashes(of: slots[1].slots).hash(at: 0))
        list.append(RenewedSlot(envelope: key.id, version: 1, before: before, after: after))
      })
  }

  func rotate(
    _ id: CompartmentID, keeping noise: Noise?, rows: [EnvelopeKey],
    changing change: (inout [SlotChange], inout [RenewedSlot]) throws -> Void = { _, _ in }
  ) throws {
    try rotate(
      id, rows: rows.sorted(),
      keeping: { if noise == .slots { $0[20] ^= 1 } },
      sealing: { kept in
        if noise == .seal { kept[kept.count - 1] ^= 1 }
      }, withAnotherSecret: noise == .secret,
      changing: { slots, list in
        // The note is changed, wherever it stands.
        if slots[0].envelope != rows[0] {
          slots.swapAt(0, 1)
          list.swapAt(0, 1)
        }
        try change(&slots, &list)
      })
  }

  static func spoil(
    _ slots: inout SlotChange, _ listed: inout RenewedSlot, at place: Int
  ) throws {
    slots = try slots.spoilt(at: place)
    let spoilt = try #require(try SlotHashes(of: slots.slots).hash(at: place))
    listed = RenewedSlot(
      envelope: listed.envelope, version: listed.version, before: listed.before, after: spoilt)
  }

  func slots(of key: EnvelopeKey) throws -> [UInt8] {
    try storage.reading {
      try #require(try $0.envelope(key.id, version: key.version, parts: .headers)).slots
    }
  }

  func keptAddress(of id: CompartmentID) throws -> ContentHash {
    try journal.catchUp()
    let sequence = try #require(try state.compartment(id)?.rotations.last)
    let event = try #require(try storedEntry(at: sequence).event.content as? CompartmentRotated)
    guard case .slots(_, _, let kept) = event.past else { throw NotAHolder(compartment: id) }
    return kept
  }

  /// As every member opens it.
  func keptText(of id: CompartmentID) throws -> [UInt8] {
    let address = try keptAddress(of: id)
    return try storage.reading { reader in
      try openedChunk(
        at: address, in: self.id, with: keys.logKeys, chunks: { try reader.chunk(at: $0) })
    }
  }

  /// As a holder does.
  func openedKept(of id: CompartmentID) throws -> KeptSlots {
    let text = try keptText(of: id)
    let current = try journal.reading {
      try keys.open(id, of: state, in: $0, vault: self.id)
    }
    return try keys.keyring.openKeptSlots(text, from: current, in: ContentHash(self.id))
  }
}
