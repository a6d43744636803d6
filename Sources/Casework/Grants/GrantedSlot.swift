/// A slot by which a grant opens one version of one envelope.
///
/// It stands in a chunk of the log and not in the envelope's row, so that nobody can plant or take one
/// unseen, and so that rotating the file leaves it alone.
package struct GrantedSlot: Sendable, Hashable {
  package let envelope: EnvelopeID
  package let version: UInt32
  /// As it would stand in a row (docs/format.md §5).
  package let slot: [UInt8]

  package init(envelope: EnvelopeID, version: UInt32, slot: [UInt8]) {
    self.envelope = envelope
    self.version = version
    self.slot = slot
  }
}

/// Slots of a grant in a chunk: `u8 form = 1`, and for each `envelope(16) ‖ u32 version ‖ u8 length ‖ slot`.
package enum GrantedSlots {
  private static let form: UInt8 = 1

  /// The chunk's text for these slots. None is longer than 255 bytes.
  package static func text(of slots: [GrantedSlot]) -> [UInt8] {
    var writer = ByteWriter(capacity: 1 + slots.count * 152)
    writer.append(form)
    for slot in slots {
      writer.append(slot.envelope)
      writer.append(slot.version)
      writer.append(UInt8(clamping: slot.slot.count))
      writer.append(slot.slot)
    }
    return writer.finished()
  }

  /// The slots of a chunk's text. Throws ``Violation/badManifest`` for any other text.
  package static func slots(in text: [UInt8]) throws(Violation) -> [GrantedSlot] {
    let bytes = text.span
    guard bytes.count > 0, bytes[0] == form else { throw .badManifest }
    var slots: [GrantedSlot] = []
    var start = 1
    while start < bytes.count {
      guard start + 21 <= bytes.count else { throw .badManifest }
      let end = start + 21 + Int(bytes[start + 20])
      guard end > start + 21, end <= bytes.count else { throw .badManifest }
      slots.append(try slot(in: bytes.extracting(start..<end)))
      start = end
    }
    return slots
  }

  private static func slot(in record: Span<UInt8>) throws(Violation) -> GrantedSlot {
    do throws(MalformedIdentifier) {
      return GrantedSlot(
        envelope: try EnvelopeID(bytes: record.extracting(0..<16)),
        version: UInt32(truncatingIfNeeded: record.word(at: 12)),
        slot: text(record.extracting(21..<record.count)))
    } catch {
      throw .badManifest
    }
  }

  private static func text(_ bytes: Span<UInt8>) -> [UInt8] {
    bytes.indices.map { bytes[$0] }
  }
}
