package import Casework
internal import Sodium

// What the log says of a row, computed from the row alone: any member can check it without a key.

extension StoredEnvelope {
  /// `envelope hash` of docs/format.md §5.
  /// Throws ``EnvelopeError/truncated(_:)`` for parts that cannot be parts; also for a row that was
  /// read without its body.
  package func hash(in vault: ContentHash) throws(EnvelopeError) -> ContentHash {
    var message = Message()
    return try hash(in: vault, composing: &message)
  }

  /// The same in the memory of a message of the caller's.
  func hash(
    in vault: ContentHash, composing message: inout Message
  ) throws(EnvelopeError) -> ContentHash {
    let place = EnvelopePlace(vault: vault, id: id, version: version)
    var hash = BLAKE2b256()
    message.begin(.envelopeHash)
    hash.update(message.span)
    for (part, bytes) in [(EnvelopePart.header, header), (.body, body)] {
      let length = try SealedPart.paddedLength(of: bytes.span, as: part)
      place.additionalData(of: part, paddedLength: length, header: header.span, in: &message)
      hash.update(message.span)
      hash.update(bytes.span)
    }
    return ContentHash(hash.finish())
  }

  /// `slots digest` of docs/format.md §5.
  package var slotsDigest: ContentHash { Self.digest(ofSlots: slots) }

  /// The same for a row's slots that stand alone.
  package static func digest(ofSlots slots: [UInt8]) -> ContentHash {
    let label = Label.slots
    return ContentHash(BLAKE2b256.digest(of: label.bytes.span, slots.span))
  }
}
