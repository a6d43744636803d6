import AuditLog
import Casework
import Keyring

/// What the rotations of one compartment replaced, from the latest back: where a slot is looked for that opens
/// what the present one does not open any more.
///
/// Each keeps the secret of the epoch before (docs/format.md §4), so that several spoilt rotations lie behind
/// one another as long as each kept what it replaced. Fetched when it is first asked for: few ever are.
final class EarlierRotations {
  private let compartment: Compartment
  private let current: CompartmentEpoch
  private let reader: any StorageReader
  private let vault: Vault
  private var fetched: [EarlierRotation]?
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

  /// All of them, the latest first. Throws ``IntegrityFault``.
  func all() throws -> [EarlierRotation] {
    if let fetched { return fetched }
    var found: [EarlierRotation] = []
    var epoch: CompartmentEpoch? = current
    for sequence in compartment.rotations.reversed() {
      let next = try rotation(at: sequence, openedBy: epoch)
      epoch = next.kept?.epoch
      found.append(next)
    }
    fetched = found
    return found
  }

  /// The latest alone.
  func latest() throws -> EarlierRotation? {
    if let fetched { return fetched.first }
    return try compartment.rotations.last.map { try rotation(at: $0, openedBy: current) }
  }

  /// The slot from before this row's own that opens to the key of its header, as a row of its own; nil where
  /// there is none, or the row's is not what a rotation left there: then somebody else has changed it.
  func slot(
    before row: StoredEnvelope, by reslotter: inout EnvelopeReslotter
  ) throws -> LostSlot? {
    guard !compartment.rotations.isEmpty else { return nil }
    let rotations: [EarlierRotation]
    do {
      rotations = try all()
    } catch is IntegrityFault {
      // Whoever takes a chunk away keeps no rotation from what it can do without.
      return nil
    }
    guard isAsRenewed(row, in: rotations) else { return nil }
    for rotation in rotations {
      guard let kept = rotation.kept else { return nil }
      var rows = [row.slots]
      if let slot = rotation.place(of: row.key).map({ kept.slots[$0] }) { rows.append([1] + slot) }
      for lost in rows
      where try reslotter.opens(
        lost, beside: row.header, of: row.id, version: row.version, as: kept.epoch)
      {
        return LostSlot(row: lost, epoch: kept.epoch, by: rotation)
      }
    }
    return nil
  }

  /// The rotation that made a row's slot what it is; nil where none did, or the row has another.
  func maker(of row: StoredEnvelope) throws -> EarlierRotation? {
    let rotations = try all()
    guard isAsRenewed(row, in: rotations) else { return nil }
    return rotations.first { $0.place(of: row.key) != nil }
  }

  private func isAsRenewed(_ row: StoredEnvelope, in rotations: [EarlierRotation]) -> Bool {
    for rotation in rotations {
      guard let place = rotation.place(of: row.key) else { continue }
      let hashes = try? SlotHashes(of: row.slots)
      return hashes?.hash(at: SlotPlace.of(current.kind)) == rotation.list[place].after
    }
    // Left out by all of them: it lies under the epoch with which it was stored.
    return true
  }

  private func rotation(
    at sequence: UInt64, openedBy epoch: CompartmentEpoch?
  ) throws -> EarlierRotation {
    let entry = try vault.storedEntry(at: sequence, in: reader)
    guard let event = entry.event.content as? CompartmentRotated,
      event.epoch.epoch.compartment == current.compartment,
      case .slots(_, let chunk, let kept) = event.past
    else { throw IntegrityFault(.historyBroken, at: .entry(sequence)) }
    let list = try event.renewed(in: text(at: chunk))
    return EarlierRotation(
      sequence: sequence, at: entry.event.at, device: entry.event.by, member: entry.member,
      list: list, kept: try epoch.flatMap { try self.kept(try text(at: kept), of: list, by: $0) })
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
  let at: Moment
  let device: DeviceID
  let member: MemberID?
  let list: [RenewedSlot]
  /// What it replaced; nil where it kept something else, or one behind it did.
  let kept: KeptSlots?

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

/// A slot that opens what the present one does not open any more.
struct LostSlot {
  /// As a row of its own.
  let row: [UInt8]
  let epoch: CompartmentEpoch
  /// The rotation that did not carry it on.
  let by: EarlierRotation
}
