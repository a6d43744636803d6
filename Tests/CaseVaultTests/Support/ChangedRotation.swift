import AuditLog
import Casework
import Keyring
import Sodium
import Testing

@testable import CaseVault

extension Vault {
  /// A rotation by a changed program: a new epoch for everybody entitled, and of the rows what `change`
  /// makes of them before they are stored and listed. What they replace is kept as it was, or as `keeping`
  /// leaves it: the slots before they are sealed, or the sealed text; or beside another secret.
  func rotate(
    _ id: CompartmentID, rows: [EnvelopeKey],
    keeping keep: (_ slots: inout [UInt8]) -> Void = { _ in },
    sealing seal: (_ kept: inout [UInt8]) -> Void = { _ in }, withAnotherSecret: Bool = false,
    changing change: (_ slots: inout [SlotChange], _ list: inout [RenewedSlot]) throws -> Void
  ) throws {
    _ = try journal.recording { desk in
      let old = try keys.open(id, of: desk.state, in: desk.transaction, vault: self.id)
      let new = try keys.keyring.draw(id, kind: old.kind, epoch: old.epoch + 1)
      let holders = try desk.state.entitled(to: id).map { holder in
        try WrapHolder.member(try #require(desk.state.compartments[holder.member]?.current))
      }
      let made = try keys.keyring.wrapped(new, for: holders, in: self.id)
      var parts = Commit.Parts(wraps: made.wraps)
      parts.droppedWraps = try desk.state.entitled(to: id).map { holder in
        let own = try #require(desk.state.compartments[holder.member]?.current)
        return try LocatorKey(of: own).wrapLocator(of: id, epoch: old.epoch).bytes
      }
      var reslotter = try EnvelopeReslotter(vault: ContentHash(self.id), keyring: keys.keyring)
      var list: [RenewedSlot] = []
      var replaced: [UInt8] = []
      for key in rows {
        let stored = try #require(
          try desk.transaction.envelope(key.id, version: key.version, parts: .headers))
        let row = try reslotter.reslot(
          stored.slots, beside: stored.header, at: SlotPlace.of(old.kind), of: key.id,
          version: key.version, from: old,
          to: new)
        parts.slots.append(SlotChange(envelope: key, slots: row.slots))
        replaced += row.replaced
        list.append(
          RenewedSlot(
            envelope: key.id, version: key.version, before: row.before, after: row.after))
      }
      try change(&parts.slots, &list)
      list.sort { $0.envelope < $1.envelope }
      let chunk = try keys.sealedChunk(
        try RecordList.text(of: list), epoch: try #require(desk.state.vaultEpoch), in: self.id)
      keep(&replaced)
      let past =
        withAnotherSecret
        ? try keys.keyring.draw(id, kind: old.kind, epoch: old.epoch) : old
      var room = try ChainRoom()
      var text = try keys.keyring.keepSlots(
        replaced, of: past, under: new, in: ContentHash(self.id), by: &room)
      seal(&text)
      let kept = try keys.sealedChunk(
        text, epoch: try #require(desk.state.vaultEpoch), in: self.id)
      parts.chunks += [chunk, kept]
      let event = CompartmentRotated(
        epoch: made.sealed,
        past: .slots(count: list.count, chunk: chunk.address, kept: kept.address))
      try desk.append(event, storing: parts, spending: try desk.permit(for: event))
    }
  }
}

extension SlotChange {
  /// The same with the last byte of one slot changed: of a tag, so that nothing opens it any more.
  func spoilt(at place: Int) throws -> SlotChange {
    let length = slots[1] == 1 ? SlotLength.symmetric : SlotLength.sealed
    // The first slot ends there, and a second at the end of the row.
    let end = place == 0 ? 1 + length : slots.count
    var changed = slots
    changed[end - 1] ^= 1
    return SlotChange(envelope: envelope, slots: changed)
  }
}

/// Bytes of a slot of each form, by docs/format.md §5: form, locator and payload.
private enum SlotLength {
  static let symmetric = 1 + 16 + 60
  static let sealed = 1 + 16 + 112
}
