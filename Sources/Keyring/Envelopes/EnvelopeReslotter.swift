package import Casework
package import Sodium

/// A worker that moves envelopes' slots from one epoch to the next when a compartment rotates. The
/// sealed parts are not touched, not even read.
package struct EnvelopeReslotter: ~Copyable {
  private let vault: ContentHash
  private let keyring: Keyring
  private var slots: SlotCipher
  private var random: RandomPool
  private var dataKey: SecretBytes
  private var checkedKey: SecretBytes
  private var chains: ChainRoom
  private var message = Message()
  private let headerLabel = Message(Label.part(.header))

  /// Re-slots in one vault; the keyring holds both epochs.
  package init(vault: ContentHash, keyring: Keyring) throws(SodiumError) {
    let slots = try SlotCipher(keyring: keyring)
    let random = try RandomPool()
    let dataKey = try SecretBytes(zeroed: CommittingAEAD.keyLength)
    let checkedKey = try SecretBytes(zeroed: CommittingAEAD.keyLength)
    let chains = try ChainRoom()
    self.vault = vault
    self.keyring = keyring
    self.slots = slots
    self.random = random
    self.dataKey = dataKey
    self.checkedKey = checkedKey
    self.chains = chains
  }

  /// A row's slots with the one at a place, which is for `old`, replaced by one for `new`; others stay as
  /// they are.
  ///
  /// The new slot is opened once and compared before it is given out: after a rotation the old secret
  /// goes, and a slot that does not open would lose the note.
  /// Nor is a slot renewed that carries another key than the header is sealed with: anybody can put one there
  /// who has the file and reads the log, and the new slot would look like the rotator's doing.
  /// Throws ``EnvelopeError/notAddressed`` when no slot at this place is for the old epoch, and
  /// ``EnvelopeError/damagedSlot``.
  package mutating func reslot(
    _ row: [UInt8], beside header: [UInt8], at slot: Int, of id: EnvelopeID, version: UInt32,
    from old: CompartmentEpoch,
    to new: CompartmentEpoch
  ) throws -> RenewedRow {
    let place = EnvelopePlace(vault: vault, id: id, version: version)
    let position = try slots.open(row.span, as: old, at: place, into: &dataKey)
    guard try SlotRow.place(of: position, in: row.span) == slot else {
      throw EnvelopeError.notAddressed
    }
    try Self.check(
      dataKey, opens: header.span, at: place, label: headerLabel, composing: &message)
    return try renew(row, at: position, of: place, standing: slot, to: new)
  }

  /// The same for a row whose own slot opens no more: with the key that a slot from before it gives, which is
  /// the first of `kept`, a row of its own, or still stands in the row itself.
  /// Throws ``EnvelopeError`` where that does not open either, or to another key than the header's.
  package mutating func restore(
    _ row: [UInt8], from kept: [UInt8], beside header: [UInt8], at slot: Int, of id: EnvelopeID,
    version: UInt32, from past: CompartmentEpoch, to new: CompartmentEpoch
  ) throws -> RenewedRow {
    try openKey(in: kept, beside: header, of: id, version: version, as: past)
    guard let position = try SlotRow.position(at: slot, in: row.span) else {
      throw EnvelopeError.malformedSlots
    }
    let place = EnvelopePlace(vault: vault, id: id, version: version)
    return try renew(row, at: position, of: place, standing: slot, to: new)
  }

  /// Whether a slot of this row opens under an epoch, and to the key that the header is sealed with.
  package mutating func opens(
    _ row: [UInt8], beside header: [UInt8], of id: EnvelopeID, version: UInt32,
    as epoch: CompartmentEpoch
  ) throws -> Bool {
    do {
      try openKey(in: row, beside: header, of: id, version: version, as: epoch)
      return true
    } catch is EnvelopeError {
      return false
    }
  }

  private mutating func openKey(
    in row: [UInt8], beside header: [UInt8], of id: EnvelopeID, version: UInt32,
    as epoch: CompartmentEpoch
  ) throws {
    let place = EnvelopePlace(vault: vault, id: id, version: version)
    _ = try slots.open(row.span, as: epoch, at: place, into: &dataKey)
    try Self.check(
      dataKey, opens: header.span, at: place, label: headerLabel, composing: &message)
  }

  /// Puts a new slot with the data key at hand in the place of one of the row's.
  private mutating func renew(
    _ row: [UInt8], at position: SlotRow.Position, of place: EnvelopePlace, standing slot: Int,
    to new: CompartmentEpoch
  ) throws -> RenewedRow {
    var renewed: [UInt8] = []
    renewed.reserveCapacity(row.count)
    renewed.append(contentsOf: row[..<position.start])
    try slots.append(to: &renewed, for: new, at: place, dataKey: dataKey, random: &random)
    renewed.append(contentsOf: row[position.end...])
    try check(renewed, opensAs: new, at: place)
    guard let before = try SlotHashes(of: row).hash(at: slot),
      let after = try SlotHashes(of: renewed).hash(at: slot)
    else { throw EnvelopeError.malformedSlots }
    return RenewedRow(
      slots: renewed, replaced: row[position.whole], before: before, after: after)
  }

  /// What a rotation keeps of the slots that it replaced, with the secret that opens them.
  package mutating func keep(
    _ replaced: [UInt8], of old: CompartmentEpoch, under new: CompartmentEpoch
  ) throws -> [UInt8] {
    try keyring.keepSlots(replaced, of: old, under: new, in: vault, by: &chains)
  }

  /// A slot by which a grant opens what a compartment opens already.
  ///
  /// Nothing is granted that carries another key than the header is sealed with, as nothing is renewed.
  /// Throws ``EnvelopeError/notAddressed`` and ``EnvelopeError/damagedSlot``.
  package mutating func slot(
    for grant: CompartmentEpoch, of envelope: StoredEnvelope, as compartment: CompartmentID
  ) throws -> GrantedSlot {
    let place = EnvelopePlace(vault: vault, id: envelope.id, version: envelope.version)
    try slots.open(envelope.slots.span, as: compartment, at: place, into: &dataKey)
    try Self.check(
      dataKey, opens: envelope.header.span, at: place, label: headerLabel, composing: &message)
    var slot: [UInt8] = []
    try slots.append(to: &slot, for: grant, at: place, dataKey: dataKey, random: &random)
    return GrantedSlot(envelope: envelope.id, version: envelope.version, slot: slot)
  }

  private static func check(
    _ key: borrowing SecretBytes, opens header: Span<UInt8>, at place: EnvelopePlace,
    label: Message, composing message: inout Message
  ) throws {
    let length = try SealedPart.paddedLength(of: header, as: .header)
    place.additionalData(of: .header, paddedLength: length, header: header, in: &message)
    let isIts = try CommittingAEAD.commits(
      header.extracting(SealedPart.commitment), to: key.span,
      nonce: header.extracting(SealedPart.nonce), label: label.span,
      additionalData: message.span)
    guard isIts else { throw EnvelopeError.damagedSlot }
  }

  private mutating func check(
    _ row: [UInt8], opensAs epoch: CompartmentEpoch, at place: EnvelopePlace
  ) throws {
    _ = try slots.open(row.span, as: epoch, at: place, into: &checkedKey)
    guard ConstantTime.equal(checkedKey.span, dataKey.span) else {
      throw EnvelopeError.damagedSlot
    }
  }
}

/// A row's slots after one of them was renewed, and what the log says of that one.
package struct RenewedRow: Sendable, Equatable {
  package let slots: [UInt8]
  /// The one that went.
  package let replaced: ArraySlice<UInt8>
  /// `slot hash` of it.
  package let before: ContentHash
  /// `slot hash` of the one that came.
  package let after: ContentHash
}
