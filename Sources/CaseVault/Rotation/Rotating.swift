import AuditLog
package import Casework
import Keyring
import Sodium

// Rotation's mechanism: a new epoch for exactly those who are entitled by the log. When it is due,
// ``Vault/settle()`` says.

/// What came of a rotation.
package struct Rotation: Sendable, Equatable {
  /// How many envelopes have a slot under the new epoch.
  package var renewed = 0
  /// What the log names and could not be given a new slot, in order: missing, or with slots that are
  /// damaged. It stays as it is, and only a copy from before the rotation can still hold its key.
  package var leftOut: [EnvelopeKey] = []
}

extension Vault {
  /// Gives a compartment a new epoch. The slots of a file, of an author's psychotherapy notes and of the
  /// registry are sealed anew, bodies untouched; the vault, oversight and a member's own compartment chain
  /// the old secret under the new one.
  ///
  /// What cannot be opened does not stop it: a single damaged or planted row would otherwise keep the key
  /// of somebody who left in force for good. Rows that no entry names are not looked at.
  /// Throws ``NotAHolder``, also for another member's own compartment.
  @discardableResult
  package func rotate(_ id: CompartmentID) throws -> Rotation {
    try rotate(id, where: { _ in true }) ?? Rotation()
  }

  /// The same where the log says so at its end; nil, and no entry, where not.
  func rotate(
    _ id: CompartmentID, where isWanted: (VaultState) -> Bool
  ) throws -> Rotation? {
    let rotation = try rotating { drawing, reslotter in
      try journal.recording { desk in
        isWanted(desk.state)
          ? try rotate(id, at: desk, drawing: &drawing, by: &reslotter) : nil
      }.result
    }
    if id == member, let own = try state.compartment(id)?.current { keys.actAs(own) }
    return rotation
  }

  /// Rotates several of those for which the log says so at its end, in one transaction: making each durable by
  /// itself takes longer than all the rest. Answers with how many of them it looked at, which is not all where
  /// there is much to seal: others wait meanwhile. One that cannot be rotated keeps no other from it.
  func rotate(
    firstOf ids: [CompartmentID], where isWanted: (CompartmentID, VaultState) -> Bool,
    looking: (_ looked: Int) -> Void
  ) throws -> Int {
    try rotating { drawing, reslotter in
      try journal.recording { desk in
        var (looked, sealed) = (0, 0)
        for id in ids where sealed < Self.sealedAtOnce {
          looking(looked)
          looked += 1
          guard isWanted(id, desk.state) else { continue }
          let before = drawing.count
          do {
            sealed +=
              try rotate(id, at: desk, drawing: &drawing, by: &reslotter).renewed
              + Self.besideSlots
          } catch let error
            where error is IntegrityFault || error is RotationTooLarge || error is EnvelopeError
          {
            forget(&drawing, from: before)
          }
        }
        return looked
      }.result
    }
  }

  /// Slots in one transaction: about a second.
  private static let sealedAtOnce = 32_768
  /// What the rest of a rotation takes, in slots.
  private static let besideSlots = 16

  private func rotating<Answer>(
    _ body: (
      _ drawing: inout [CompartmentEpoch], _ reslotter: inout EnvelopeReslotter
    ) throws -> Answer
  ) throws -> Answer {
    var drawn: [CompartmentEpoch] = []
    var reslotter = try EnvelopeReslotter(vault: ContentHash(id), keyring: keys.keyring)
    do {
      return try body(&drawn, &reslotter)
    } catch let error where !(error is MemoryBehind) {
      // Nothing came of it, so these are nobody's secrets.
      forget(&drawn, from: 0)
      throw error
    }
  }

  private func forget(_ drawn: inout [CompartmentEpoch], from index: Int) {
    for epoch in drawn[index...] { keys.keyring.forget(epoch) }
    drawn.removeSubrange(index...)
  }

  private func rotate(
    _ id: CompartmentID, at desk: Desk, drawing drawn: inout [CompartmentEpoch],
    by reslotter: inout EnvelopeReslotter
  ) throws -> Rotation {
    var rotation = Rotation()
    guard let compartment = desk.state.compartments[id],
      compartment.current.kind != .member || id == member
    else { throw NotAHolder(compartment: id) }
    let old = try keys.open(id, of: desk.state, in: desk.transaction, vault: self.id)
    let new = try keys.keyring.draw(id, kind: old.kind, epoch: old.epoch + 1)
    drawn.append(new)
    let made = try keys.keyring.wrapped(
      new, for: try desk.state.recipients(of: id), in: self.id, first: old.kind.isNeededFirst)
    var parts = Commit.Parts(wraps: made.wraps)
    let past =
      old.kind.chains
      ? try chain(old, under: new, into: &parts)
      : try reslot(
        compartment, from: old, to: new, at: desk, by: &reslotter, into: &parts, &rotation)
    parts.droppedWraps = try oldWraps(of: compartment, in: desk.state)
      .filter { locator in !made.wraps.contains { $0.locator == locator } }
    let handOver =
      try old.kind == .vault ? handOverCheckpointKey(to: new, at: desk, into: &parts) : nil
    let event = CompartmentRotated(epoch: made.sealed, past: past, checkpoint: handOver)
    try desk.append(event, storing: parts, spending: try desk.permit(for: event))
    if old.kind == .vault { try keys.addLogKey(of: new) }
    return rotation
  }

  /// What one chunk holds of what a rotation replaces: some two hundred thousand slots.
  static let roomInOneChunk = Chunk.mostText

  private func chain(
    _ old: CompartmentEpoch, under new: CompartmentEpoch, into parts: inout Commit.Parts
  ) throws -> CompartmentRotated.Past {
    let wrap = try keys.keyring.chain(old, under: new, in: ContentHash(id))
    parts.wraps.append(StoredWrap(wrap))
    return .chained(wrap.hash)
  }

  /// Seals anew the slot of everything that the log names under the compartment, and opens each once
  /// before it is counted. Looked up one by one: a row that was moved to another shelf is not lost.
  private func reslot(
    _ compartment: Compartment, from old: CompartmentEpoch, to new: CompartmentEpoch, at desk: Desk,
    by reslotter: inout EnvelopeReslotter, into parts: inout Commit.Parts,
    _ rotation: inout Rotation
  ) throws -> CompartmentRotated.Past {
    var renewed: [RenewedSlot] = []
    var replaced: [UInt8] = []
    let past = EarlierRotations(of: compartment, openedBy: old, in: desk.transaction, for: self)
    defer { past.forget() }
    let known = try named(under: compartment, of: desk.state, in: desk.transaction).sorted()
    replaced.reserveCapacity(known.count * KeptSlots.usualSlot)
    for key in known {
      guard
        let row = try reslotter.row(
          of: key, in: desk.transaction, from: old, to: new, orFrom: past)
      else {
        rotation.leftOut.append(key)
        continue
      }
      parts.slots.append(SlotChange(envelope: key, slots: row.slots))
      replaced += row.replaced
      renewed.append(
        RenewedSlot(
          envelope: key.id, version: key.version, before: row.before, after: row.after))
    }
    rotation.renewed = renewed.count
    // Slots of the longer form are fewer in what is kept.
    let room = (roomForKept - KeptSlots.overhead) * renewed.count / max(replaced.count, 1)
    let most = replaced.isEmpty ? .max : min(room, RenewedSlot.mostInOneChunk)
    guard renewed.count <= most else {
      throw RotationTooLarge(count: renewed.count, most: most)
    }
    guard let epoch = desk.state.vaultEpoch else { throw IntegrityFault(.wrongEpoch, at: .vault) }
    let chunk = try keys.sealedChunk(try RecordList.text(of: renewed), epoch: epoch, in: id)
    let kept = try keys.sealedChunk(
      try reslotter.keep(replaced, of: old, under: new), epoch: epoch, in: id)
    parts.chunks += [chunk, kept]
    return .slots(count: renewed.count, chunk: chunk.address, kept: kept.address)
  }

  /// Every envelope that has a slot for the compartment, by the log.
  func named(
    under compartment: Compartment, of state: VaultState, in reader: any StorageReader
  ) throws -> Set<EnvelopeKey> {
    let id = compartment.current.compartment
    // The registry has one in every version of every client's record, and in nothing else.
    if id == state.registry { return Set(state.files.values.flatMap(\.records)) }
    guard let file = compartment.file.flatMap({ state.files[$0] }) else {
      throw NotAHolder(compartment: id)
    }
    return try journal.log().envelopes(
      sealedBy: id, in: file, of: reader, with: keys.logKeys,
      proving: &keys.provenEntries)
  }

  /// Where wraps of the epoch that ends may lie; kept ones would let a thief of an old key in. A wrap may
  /// have been made for any epoch of its holder's own compartment: which, the log does not say.
  func oldWraps(of compartment: Compartment, in state: VaultState) throws -> [[UInt8]] {
    let old = compartment.current
    // A device's lies under the one locator that it looks at first, where the new one takes its place; of a
    // device that was revoked it goes.
    if old.kind == .member {
      return try compartment.holders.compactMap { holder in
        try state.devices[holder.device].map { try LocatorKey(of: $0).firstWrapLocator().bytes }
      }
    }
    return try compartment.holders.flatMap { holder in
      try (state.compartments[holder.member]?.commitments ?? [:]).map { number, commitment in
        let key = LocatorKey(of: holder.member, epoch: number, commitment: commitment)
        return try old.kind.isNeededFirst
          ? key.firstWrapLocator().bytes
          : key.wrapLocator(of: old.compartment, epoch: old.epoch).bytes
      }
    }
  }
}

/// More rows than one chunk can list: the compartment keeps its epoch.
package struct RotationTooLarge: Error, Equatable {
  package let count: Int
  package let most: Int
}

extension RenewedSlot {
  /// A chunk's text is a byte and the records.
  fileprivate static let mostInOneChunk = (Chunk.mostText - 1) / width
}

extension VaultState {
  /// Whoever is entitled to a compartment, as one to whom its secret can be sealed. Throws ``NotAHolder``.
  fileprivate func recipients(of id: CompartmentID) throws -> [WrapHolder] {
    let own = members[id]
    return try entitled(to: id).map { holder in
      if let device = own?.devices.lazy.compactMap({ devices[$0] }).first(where: {
        HolderID($0.id) == holder
      }) {
        return try WrapHolder(of: device)
      }
      guard let epoch = compartments[holder.member]?.current else {
        throw NotAHolder(compartment: id)
      }
      return try WrapHolder.member(epoch)
    }
  }
}

extension EnvelopeReslotter {
  /// The row of a stored envelope with a new slot; nil where it is not there, or neither its slots open nor
  /// what an earlier rotation kept of them.
  fileprivate mutating func row(
    of key: EnvelopeKey, in reader: any StorageReader, from old: CompartmentEpoch,
    to new: CompartmentEpoch, orFrom past: EarlierRotations
  ) throws -> RenewedRow? {
    guard let stored = try reader.envelope(key.id, version: key.version, parts: .headers) else {
      return nil
    }
    do {
      return try reslot(
        stored.slots, beside: stored.header, at: SlotPlace.of(old.kind), of: key.id,
        version: key.version, from: old,
        to: new)
    } catch is EnvelopeError {
      guard let lost = try past.slot(before: stored, by: &self) else { return nil }
      do {
        return try restore(
          stored.slots, from: lost.row, beside: stored.header, at: SlotPlace.of(old.kind),
          of: key.id, version: key.version, from: lost.epoch, to: new)
      } catch is EnvelopeError {
        // No row must stop a rotation, which stands in the way of opening the vault.
        return nil
      }
    }
  }
}
