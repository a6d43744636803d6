package import Casework
internal import Sodium

/// What a rotation keeps of what it replaced: the secret of the epoch before and the slots that went, sealed
/// under the epoch that came.
///
/// So a slot that a rotator made of noise can be made again by whoever holds the new epoch; and to whoever has
/// the old secret alone it gives nothing. Source: docs/format.md §4, "Kept slots".
package struct KeptSlots: Sendable, Equatable {
  /// The epoch before, by its own claim: whoever opened this compares it with what the log commits to. Its
  /// secret is in the keyring.
  package let epoch: CompartmentEpoch
  /// In the order in which the rotation lists what it renewed.
  package let slots: [[UInt8]]

  /// Bytes by which a text is longer than the slots in it.
  package static let overhead = 1 + chainLength + SealedPart.length(ofPadded: 0)
  /// Bytes of nearly every slot.
  package static var usualSlot: Int { SlotRow.shortest }
  static let chainLength = SealedPart.length(ofPadded: EpochSecret.length)
  static let form: UInt8 = 1

  /// Whether a text can be what was kept of so many slots, as far as that shows without a key.
  package static func canBe(_ text: [UInt8], of count: Int) -> Bool {
    let length = text.count - overhead
    return text.first == form && length >= count * SlotRow.shortest
      && length <= count * SlotRow.longest
  }
}

extension Keyring {
  /// Seals the slots that a rotation replaces, one behind the other, with the secret that opens them, for
  /// whoever holds the epoch that follows. Both epochs are held.
  package func keepSlots(
    _ slots: [UInt8], of old: CompartmentEpoch, under new: CompartmentEpoch, in vault: ContentHash,
    by room: inout ChainRoom
  ) throws -> [UInt8] {
    var text: [UInt8] = [KeptSlots.form]
    text.reserveCapacity(slots.count + KeptSlots.overhead)
    text += try chained(old, under: new, in: vault, by: &room)
    let label = Label.keptSlots.bytes
    let additionalData = Self.chainData(for: new, in: vault)
    let sealed = try CommittingAEAD.seal(
      slots, key: room.key.span, label: label.span, additionalData: additionalData.span)
    text += sealed.nonce.bytes
    text += sealed.commitment.bytes
    text += sealed.ciphertext
    return text
  }

  /// Opens what a rotation kept, and keeps the secret of the epoch before until it is forgotten.
  /// Throws ``ChainError`` and ``EnvelopeError/malformedSlots`` for what a rotation does not write.
  package func openKeptSlots(
    _ text: [UInt8], from new: CompartmentEpoch, in vault: ContentHash
  ) throws -> KeptSlots {
    guard text.first == KeptSlots.form, text.count >= KeptSlots.overhead else {
      throw EnvelopeError.malformedSlots
    }
    let end = 1 + KeptSlots.chainLength
    let slots = try openedSlots(Array(text[end...]), from: new, in: vault)
    let epoch = try followFirst(Array(text[1..<end]), from: new, in: vault)
    return KeptSlots(epoch: epoch, slots: slots)
  }

  private func openedSlots(
    _ sealed: [UInt8], from new: CompartmentEpoch, in vault: ContentHash
  ) throws -> [[UInt8]] {
    let key = try chainKey(of: new)
    let label = Label.keptSlots.bytes
    let additionalData = Self.chainData(for: new, in: vault)
    var slots = [UInt8](repeating: 0, count: sealed.count - SealedPart.length(ofPadded: 0))
    var output = slots.mutableSpan
    do throws(SodiumError) {
      try CommittingAEAD.open(
        sealed.span.extracting(SealedPart.ciphertext), into: &output, key: key.span,
        nonce: sealed.span.extracting(SealedPart.nonce),
        commitment: sealed.span.extracting(SealedPart.commitment), label: label.span,
        additionalData: additionalData.span)
    } catch .wrongKey {
      throw ChainError.misplaced
    } catch .damaged {
      throw ChainError.damaged
    }
    return try SlotRow.cut(slots)
  }
}
