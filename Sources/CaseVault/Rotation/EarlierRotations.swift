import AuditLog
import Casework
import Keyring

/// What the rotations of one compartment replaced, from the latest back: where a slot is looked for that opens
/// what the present one does not open any more.
///
/// Each keeps the secret of the epoch before (docs/format.md §4), so that several spoilt rotations lie behind
/// one another as long as each kept what it replaced. Fetched one by one when they are asked for: few ever are.
final class EarlierRotations {
  private let compartment: Compartment
  private let current: CompartmentEpoch
  private let reader: any StorageReader
  private let vault: Vault
  private var fetched: [EarlierRotation] = []
  /// What they kept, as far back as it was asked for.
  private var keeps: [KeptByRotation] = []
  private var drawn: [CompartmentEpoch] = []

  /// `current` is the epoch that the latest of them made, and is held.
  init(
    of compartment: Compartment, openedBy current: CompartmentEpoch, in reader: any StorageReader,
    for vault: Vault
  ) {
    self.compartment = compartment
    self.current = current
    self.reader = reader
    self.vault = vault
  }

  /// Wipes the secrets of earlier epochs. Nothing is sealed under them any more.
  func forget() {
    for epoch in drawn { vault.keys.keyring.forget(epoch) }
    drawn = []
  }

  /// One of them, counted from the latest, which is 0; nil behind the first, and farther back than is looked.
  /// Throws ``IntegrityFault`` where its entry or its list is missing.
  func rotation(_ age: Int) throws -> EarlierRotation? {
    while fetched.count <= age {
      let next = compartment.rotations.count - 1 - fetched.count
      guard next >= 0, fetched.count < Self.farthest else { return nil }
      fetched.append(try rotation(at: compartment.rotations[next], age: fetched.count))
    }
    return fetched[age]
  }

  /// Rotations that are looked through: each takes two chunks of up to 16 MiB.
  private static let farthest = 16

  /// What one of them kept. It opens with the epoch that the rotation made, which the one behind it kept.
  func kept(_ age: Int) throws -> KeptByRotation {
    while keeps.count <= age {
      let next = keeps.count
      guard let rotation = try rotation(next),
        let epoch = next == 0 ? current : keeps[next - 1].slots?.epoch
      else { return .outOfReach }
      keeps.append(try kept(by: rotation, openedBy: epoch))
    }
    return keeps[age]
  }

  /// The slot from before this row's own that opens to the key of its header, as a row of its own; nil where
  /// there is none, or the row's is not what a rotation left there: then somebody else has changed it.
  func slot(
    before row: StoredEnvelope, by reslotter: inout EnvelopeReslotter
  ) throws -> LostSlot? {
    do {
      // Another slot of the row is another compartment's, and not there to be written over.
      guard !compartment.rotations.isEmpty, let own = row.slot(at: SlotPlace.of(current.kind)),
        try isAsRenewed(row)
      else { return nil }
      var age = 0
      while let rotation = try rotation(age), let kept = try kept(age).slots {
        let listed = rotation.place(of: row.key).map { kept.slots[$0] }
        for slot in [own, listed].compactMap({ $0 })
        where try reslotter.opens(
          [1] + slot, beside: row.header, of: row.id, version: row.version, as: kept.epoch)
        {
          return LostSlot(row: [1] + slot, epoch: kept.epoch, by: rotation)
        }
        age += 1
      }
      return nil
    } catch is IntegrityFault {
      // Whoever takes a chunk away keeps no rotation from what it can do without.
      return nil
    }
  }

  /// The rotation that made noise of a row's slot, which does not open; nil where none did, the row has another
  /// slot, or it cannot be told.
  func maker(of row: StoredEnvelope) throws -> EarlierRotation? {
    do {
      guard try isAsRenewed(row), let maker = try latest(listing: row.key)?.rotation else {
        return nil
      }
      // Its slot may be good under the epoch that it made, and the fault be a later one's, which passed it over.
      for age in 0..<maker.age where try kept(age).slots == nil { return nil }
      return maker
    } catch is IntegrityFault {
      return nil
    }
  }

  private func isAsRenewed(_ row: StoredEnvelope) throws -> Bool {
    guard let listed = try latest(listing: row.key) else {
      // Left out by all of them: it lies under the epoch with which it was stored.
      return compartment.rotations.count <= Self.farthest
    }
    let hashes = try? SlotHashes(of: row.slots)
    return hashes?.hash(at: SlotPlace.of(current.kind)) == listed.slot.after
  }

  private func latest(
    listing key: EnvelopeKey
  ) throws -> (rotation: EarlierRotation, slot: RenewedSlot)? {
    var age = 0
    while let rotation = try rotation(age) {
      if let place = rotation.place(of: key) { return (rotation, rotation.list[place]) }
      age += 1
    }
    return nil
  }

  private func rotation(at sequence: UInt64, age: Int) throws -> EarlierRotation {
    let entry = try vault.storedEntry(at: sequence, in: reader)
    guard let event = entry.event.content as? CompartmentRotated,
      event.epoch.epoch.compartment == current.compartment,
      case .slots(_, let chunk, let kept) = event.past
    else { throw IntegrityFault(.historyBroken, at: .entry(sequence)) }
    let list = try event.renewed(in: try text(at: chunk))
    return EarlierRotation(
      sequence: sequence, age: age, at: entry.event.at, device: entry.event.by,
      member: entry.member, list: list, kept: kept)
  }

  private func kept(
    by rotation: EarlierRotation, openedBy epoch: CompartmentEpoch
  ) throws -> KeptByRotation {
    let text: [UInt8]
    do {
      text = try self.text(at: rotation.kept)
    } catch is IntegrityFault {
      return .missing
    }
    return try kept(text, of: rotation.list, by: epoch).map { .slots($0) } ?? .somethingElse
  }

  /// Nil unless it is what was replaced: the secret that the log commits to, and the slots that it lists.
  private func kept(
    _ text: [UInt8], of list: [RenewedSlot], by epoch: CompartmentEpoch
  ) throws -> KeptSlots? {
    let kept: KeptSlots
    do {
      kept = try vault.keys.keyring.openKeptSlots(text, from: epoch, in: ContentHash(vault.id))
    } catch is ChainError {
      return nil
    } catch is EnvelopeError {
      return nil
    }
    drawn.append(kept.epoch)
    guard compartment.earlier[kept.epoch.epoch] == kept.epoch.commitment,
      kept.slots.count == list.count,
      try zip(kept.slots, list).allSatisfy({ slot, renewed in
        try SlotHashes(of: [1] + slot).digest == renewed.before
      })
    else { return nil }
    return kept
  }

  private func text(at address: ContentHash) throws -> [UInt8] {
    try openedChunk(
      at: address, in: vault.id, with: vault.keys.logKeys, chunks: { try reader.chunk(at: $0) })
  }
}

/// One rotation of a compartment that does not chain.
struct EarlierRotation {
  let sequence: UInt64
  /// How many came after it.
  let age: Int
  let at: Moment
  let device: DeviceID
  let member: MemberID?
  let list: [RenewedSlot]
  /// Where what it kept lies.
  let kept: ContentHash

  /// Where it lists a row: by halves, as the list is in order.
  func place(of key: EnvelopeKey) -> Int? {
    var range = list.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      let found = EnvelopeKey(id: list[middle].envelope, version: list[middle].version)
      if found == key { return middle }
      range = found < key ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }
}

/// What a rotation kept, as far as it can be had.
enum KeptByRotation {
  /// What it replaced.
  case slots(KeptSlots)
  /// Something else, which is the rotator's doing.
  case somethingElse
  /// The chunk is missing or damaged: whoever writes to the database can do that, and no entry shows who it was.
  case missing
  /// A later one did not keep the epoch that opens it, or there is none so far back.
  case outOfReach

  var slots: KeptSlots? { if case .slots(let slots) = self { slots } else { nil } }
}

/// A slot that opens what the present one does not open any more.
struct LostSlot {
  /// As a row of its own.
  let row: [UInt8]
  let epoch: CompartmentEpoch
  /// The rotation that did not carry it on.
  let by: EarlierRotation
}
