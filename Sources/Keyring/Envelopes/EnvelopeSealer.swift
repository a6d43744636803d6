package import Casework
package import Sodium

/// A worker that seals envelopes one after the other, with guarded room and random bytes of its own,
/// so that the hundred thousandth costs what the first did: about 13 µs for a note of 2 KB.
package struct EnvelopeSealer: ~Copyable {
  private let vault: ContentHash
  private var slots: SlotCipher
  private var random: RandomPool
  private var dataKey: SecretBytes
  private var padded: PaddedText
  private var message = Message()
  private var hashMessage = Message()
  // Made once for all that this worker seals.
  private let headerLabel = Message(Label.part(.header))
  private let bodyLabel = Message(Label.part(.body))

  /// Seals for one vault; what the keyring holds is addressed with symmetric slots.
  package init(vault: ContentHash, keyring: Keyring) throws(SodiumError) {
    let slots = try SlotCipher(keyring: keyring)
    let random = try RandomPool()
    let dataKey = try SecretBytes(zeroed: CommittingAEAD.keyLength)
    let padded = try PaddedText()
    self.vault = vault
    self.slots = slots
    self.random = random
    self.dataKey = dataKey
    self.padded = padded
  }

  /// Leaves nothing of the last key and text: the vault was closed.
  package mutating func wipe() {
    slots.wipe()
    dataKey.wipe()
    padded.wipe()
  }

  /// Seals a header and a body under a fresh key, and that key to each compartment's epoch in force: in the
  /// row, and for grants beside it.
  ///
  /// Throws ``EnvelopeError/tooLong(_:bytes:)``, ``EnvelopeError/addressees(count:)``, and
  /// ``KeyringError/wrongSecret(_:epoch:)`` for facts that differ from those of a held epoch.
  package mutating func seal(
    header: Span<UInt8>, body: Span<UInt8>, as id: EnvelopeID, version: UInt32, shelf: Int64,
    to compartments: [CompartmentEpoch], granting grants: [CompartmentEpoch] = []
  ) throws -> SealedEnvelope {
    guard (1...255).contains(compartments.count) else {
      throw EnvelopeError.addressees(count: compartments.count)
    }
    let place = EnvelopePlace(vault: vault, id: id, version: version)
    try random.fill(&dataKey)
    let sealedHeader = try seal(header, as: .header, at: place, header: [])
    let sealedBody = try seal(body, as: .body, at: place, header: sealedHeader)
    var row = [UInt8(compartments.count)]
    row.reserveCapacity(1 + compartments.count * SlotRow.longest)
    for compartment in compartments {
      try slots.append(
        to: &row, for: compartment, at: place, dataKey: dataKey, random: &random)
    }
    var granted: [GrantedSlot] = []
    for grant in grants {
      var slot: [UInt8] = []
      try slots.append(to: &slot, for: grant, at: place, dataKey: dataKey, random: &random)
      granted.append(GrantedSlot(envelope: id, version: version, slot: slot))
    }
    let stored = StoredEnvelope(
      id: id, version: version, shelf: shelf, slots: row, header: sealedHeader, body: sealedBody)
    return SealedEnvelope(
      stored: stored, hash: try stored.hash(in: vault, composing: &message, &hashMessage),
      slotsDigest: try stored.slotHashes().digest, granted: granted)
  }

  private mutating func seal(
    _ text: Span<UInt8>, as part: EnvelopePart, at place: EnvelopePlace, header: [UInt8]
  ) throws -> [UInt8] {
    try padded.pad(text, as: part)
    let nonce: CommittingAEAD.Nonce = try random.nonce()
    place.additionalData(
      of: part, paddedLength: padded.count, header: header.span, in: &message)
    var bytes = [UInt8](repeating: 0, count: SealedPart.length(ofPadded: padded.count))
    var target = bytes.mutableSpan
    var ciphertext = target._mutatingExtracting(SealedPart.ciphertext)
    let label = part == .header ? headerLabel : bodyLabel
    let commitment = try CommittingAEAD.seal(
      padded.room.span.extracting(first: padded.count), into: &ciphertext, key: dataKey.span,
      nonce: nonce.span, label: label.span, additionalData: message.span)
    var nonceTarget = target._mutatingExtracting(SealedPart.nonce)
    try nonceTarget.copy(from: nonce.span)
    var commitmentTarget = target._mutatingExtracting(SealedPart.commitment)
    try commitmentTarget.copy(from: commitment.span)
    return bytes
  }
}

/// A sealed envelope, and what the event that stores it says of it.
package struct SealedEnvelope: Sendable, Equatable {
  package let stored: StoredEnvelope
  /// Header and body as sealed, in their place; slots apart, because rotation renews them.
  package let hash: ContentHash
  package let slotsDigest: ContentHash
  /// A slot for each grant that was named, in their order; they do not lie in the row.
  package let granted: [GrantedSlot]
}
