import AuditLog
package import Casework
import Keyring
import Sodium

// Rotation's mechanism: a new epoch for exactly those who are entitled by the log. Who triggers it comes
// with assignment and grants.

/// What came of a rotation.
package struct Rotation: Sendable, Equatable {
  /// How many envelopes have slots under the new epoch.
  package var renewed = 0
  /// What the log names and could not be given a new slot, in order: missing, or with slots that are
  /// damaged. It stays as it is, and only a copy from before the rotation can still hold its key.
  package var leftOut: [EnvelopeKey] = []
}

extension Vault {
  /// Gives a compartment a new epoch. A file's and a process's slots are sealed anew, bodies untouched;
  /// vault and oversight chain the old secret under the new one.
  ///
  /// What cannot be opened does not stop it: a single damaged or planted row would otherwise keep the key
  /// of somebody who left in force for good. Rows that no entry names are not looked at.
  @discardableResult
  package func rotate(_ id: CompartmentID) throws -> Rotation {
    try journal.recording { desk in
      var rotation = Rotation()
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
        : try reslot(compartment, from: old, to: new, at: desk, into: &parts, &rotation)
      if !isVault { parts.droppedWraps = try oldWraps(of: compartment, in: desk.state) }
      let event = CompartmentRotated(epoch: made.sealed, past: past)
      try desk.append(event, storing: parts, spending: try desk.permit(for: event))
      if isVault { try keys.addLogKey(of: new) }
      return rotation
    }.result
  }

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
    into parts: inout Commit.Parts, _ rotation: inout Rotation
  ) throws -> CompartmentRotated.Past {
    guard let file = compartment.file.flatMap({ desk.state.files[$0] }) else {
      throw NotAHolder(compartment: old.compartment)
    }
    let named = try journal.log().envelopes(
      sealedBy: old.compartment, in: file, of: desk.transaction, with: keys.logKeys,
      proving: &keys.provenEntries)
    var reslotter = try EnvelopeReslotter(vault: ContentHash(id), keyring: keys.keyring)
    var digests: [EnvelopeKey: ContentHash] = [:]
    for key in named.sorted() {
      guard
        let slots = try reslotter.slots(of: key, in: desk.transaction, from: old, to: new)
      else {
        rotation.leftOut.append(key)
        continue
      }
      parts.slots.append(SlotChange(envelope: key, slots: slots))
      digests[key] = StoredEnvelope.digest(ofSlots: slots)
    }
    rotation.renewed = digests.count
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

extension EnvelopeReslotter {
  /// New slots for a stored envelope; nil where it is not there, or its slots do not open.
  fileprivate mutating func slots(
    of key: EnvelopeKey, in reader: any StorageReader, from old: CompartmentEpoch,
    to new: CompartmentEpoch
  ) throws -> [UInt8]? {
    guard let stored = try reader.envelope(key.id, version: key.version, parts: .headers) else {
      return nil
    }
    do {
      return try reslot(stored.slots, of: key.id, version: key.version, from: old, to: new)
    } catch is EnvelopeError {
      return nil
    }
  }
}
