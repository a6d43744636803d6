import AuditLog
package import Casework
import Keyring
import Sodium

// Rotation's mechanism: a new epoch for exactly those who are entitled by the log. Who triggers it comes
// with assignment and grants.

extension Vault {
  /// Gives a compartment a new epoch. A file's, a process's and the registry's slots are sealed anew,
  /// bodies untouched; vault and oversight chain the old secret under the new one.
  package func rotate(_ id: CompartmentID) throws {
    _ = try journal.recording { desk in
      guard let compartment = desk.state.compartments[id] else { throw NotAHolder(compartment: id) }
      let old = try keys.open(id, of: desk.state, in: desk.transaction, vault: self.id)
      let new = try keys.keyring.draw(id, kind: old.kind, epoch: old.epoch + 1)
      let holders = try desk.state.entitled(to: id).map { holder in
        guard let epoch = desk.state.compartments[holder.member]?.current else {
          throw NotAHolder(compartment: id)
        }
        return epoch
      }
      let isVault = id == desk.state.vaultCompartment
      let made = try keys.keyring.wrapped(new, for: holders, in: self.id, first: isVault)
      var parts = Commit.Parts(wraps: made.wraps)
      let past =
        old.kind.chains
        ? try chain(old, under: new, into: &parts)
        : try reslot(compartment, from: old, to: new, at: desk, into: &parts)
      if !isVault { parts.droppedWraps = try oldWraps(of: compartment, in: desk.state) }
      let event = CompartmentRotated(epoch: made.sealed, past: past)
      try desk.append(event, storing: parts, spending: try desk.permit(for: event))
      if isVault { try keys.addLogKey(of: new) }
    }
  }

  private func chain(
    _ old: CompartmentEpoch, under new: CompartmentEpoch, into parts: inout Commit.Parts
  ) throws -> CompartmentRotated.Past {
    let wrap = try keys.keyring.chain(old, under: new, in: ContentHash(id))
    parts.wraps.append(StoredWrap(wrap))
    return .chained(wrap.hash)
  }

  /// Seals every slot of the compartment's shelf anew, and opens each once before it is named.
  private func reslot(
    _ compartment: Compartment, from old: CompartmentEpoch, to new: CompartmentEpoch, at desk: Desk,
    into parts: inout Commit.Parts
  ) throws -> CompartmentRotated.Past {
    guard let shelf = desk.state.shelf(of: old.compartment) else {
      throw NotAHolder(compartment: old.compartment)
    }
    var reslotter = try EnvelopeReslotter(vault: ContentHash(id), keyring: keys.keyring)
    var digests: [EnvelopeKey: ContentHash] = [:]
    var changes: [SlotChange] = []
    try desk.transaction.eachEnvelope(onShelf: shelf, parts: .headers) { envelope in
      let slots = try reslotter.reslot(
        envelope.slots, of: envelope.id, version: envelope.version, from: old, to: new)
      let key = envelope.key
      changes.append(SlotChange(envelope: key, slots: slots))
      digests[key] = StoredEnvelope.digest(ofSlots: slots)
    }
    parts.slots = changes
    return .slots(count: digests.count, digest: RotatedSlots.digest(of: digests))
  }

  /// The wraps of the epoch that ends; kept ones would let a thief of an old key in.
  private func oldWraps(of compartment: Compartment, in state: VaultState) throws -> [[UInt8]] {
    try compartment.holders.compactMap { holder in
      guard let epoch = state.compartments[holder.member]?.current else { return nil }
      return try LocatorKey(of: epoch).wrapLocator(
        of: compartment.current.compartment, epoch: compartment.current.epoch
      ).bytes
    }
  }
}
