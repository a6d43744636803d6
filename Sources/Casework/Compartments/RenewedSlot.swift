/// One slot that a rotation renewed, as the rotation's chunk lists it: in which version of which envelope,
/// and the hash of the slot that went and of the one that came.
///
/// Which of the row's slots it is follows from the compartment (``SlotPlace``). A record is
/// `envelope(16) ‖ u32 version ‖ hash before(32) ‖ hash after(32)`.
package struct RenewedSlot: ListedRecord, Hashable {
  package let envelope: EnvelopeID
  package let version: UInt32
  package let before: ContentHash
  package let after: ContentHash

  package init(
    envelope: EnvelopeID, version: UInt32, before: ContentHash, after: ContentHash
  ) {
    self.envelope = envelope
    self.version = version
    self.before = before
    self.after = after
  }

  package static let width = 84

  package init(record: Span<UInt8>) throws(MalformedIdentifier) {
    guard record.count == Self.width else { throw MalformedIdentifier() }
    envelope = try EnvelopeID(bytes: record.extracting(0..<16))
    version = UInt32(truncatingIfNeeded: record.word(at: 12))
    before = try ContentHash(bytes: record.extracting(20..<52))
    after = try ContentHash(bytes: record.extracting(52..<84))
  }

  package func write(to writer: inout ByteWriter) {
    writer.append(envelope)
    writer.append(version)
    writer.append(before, after)
  }

  /// Whether each stands behind the one before it, by envelope and version: so none stands twice.
  static func areInOrder(_ slots: [RenewedSlot]) -> Bool {
    zip(slots, slots.dropFirst()).allSatisfy { first, second in
      first.envelope == second.envelope
        ? first.version < second.version : first.envelope < second.envelope
    }
  }
}

/// Where a compartment's slot stands in a row: the file's or its author's first, the registry's, which only
/// the records of clients have, second.
package enum SlotPlace {
  package static func of(_ kind: CompartmentKind) -> Int { kind == .registry ? 1 : 0 }
}
