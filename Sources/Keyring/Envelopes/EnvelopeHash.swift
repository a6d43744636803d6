package import Casework
internal import Sodium

// What the log says of a row, computed from the row alone: any member can check it without a key.

/// Hashes rows of one vault, one after the other, in memory that serves them all.
///
/// What stands before and between the sealed parts has the same length and mostly the same bytes for
/// every row: written once, and for each row only its places filled in.
package struct EnvelopeHashing: ~Copyable {
  private var hash = RepeatedBLAKE2b256()
  private let slotLabel = Label.slotHash.bytes
  /// The hash's label and the header's additional data.
  private var beforeHeader: Message
  /// The body's, which ends in the header's commitment.
  private var beforeBody: Message
  private let idInHeader: Int
  private let idInBody: Int

  package init(in vault: ContentHash) {
    let nowhere = EnvelopePlace(vault: vault, id: EnvelopeID(high: 0, low: 0), version: 0)
    let none = [UInt8](repeating: 0, count: SealedPart.ciphertext.lowerBound)
    var message = Message()
    nowhere.additionalData(of: .header, paddedLength: 0, header: none.span, in: &message)
    beforeHeader = Message(.envelopeHash)
    beforeHeader.append(message.span)
    beforeBody = Message()
    nowhere.additionalData(of: .body, paddedLength: 0, header: none.span, in: &beforeBody)
    // Behind the id come u32 version, u8 part and u32 length, in the body's the commitment too.
    idInHeader = beforeHeader.count - 25
    idInBody = beforeBody.count - 25 - SealedPart.commitment.count
  }

  /// `envelope hash` of docs/format.md §5, over the sealed parts as they stand in the row.
  /// Throws ``EnvelopeError/truncated(_:)`` for parts that cannot be parts.
  package mutating func hash(
    of id: EnvelopeID, version: UInt32, header: Span<UInt8>, body: Span<UInt8>
  ) throws(EnvelopeError) -> ContentHash {
    let headerLength = try SealedPart.paddedLength(of: header, as: .header)
    let bodyLength = try SealedPart.paddedLength(of: body, as: .body)
    beforeHeader.fill(at: idInHeader, id, version, .header, headerLength)
    beforeBody.fill(at: idInBody, id, version, .body, bodyLength)
    beforeBody.fill(at: idInBody + 25, header.extracting(SealedPart.commitment))
    return Self.digest(by: &hash, beforeHeader, header, beforeBody, body)
  }

  /// On its own, so that the messages are lent to it and not counted in and out for every row.
  private static func digest(
    by hash: inout RepeatedBLAKE2b256, _ first: borrowing Message, _ header: Span<UInt8>,
    _ second: borrowing Message, _ body: Span<UInt8>
  ) -> ContentHash {
    hash.begin()
    hash.update(first.span)
    hash.update(header)
    hash.update(second.span)
    hash.update(body)
    return hash.finish { ContentHash($0) }
  }

  /// What the log says of a row's slots.
  /// Throws ``EnvelopeError/malformedSlots`` unless the row is whole slots of known forms to its end.
  package mutating func hashes(ofSlots row: Span<UInt8>) throws(EnvelopeError) -> SlotHashes {
    if let only = SlotRow.only(in: row) {
      return SlotHashes(only: hash(ofSlot: row.extracting(only.whole)))
    }
    var each: [ContentHash] = []
    try SlotRow.each(in: row) { each.append(hash(ofSlot: row.extracting($0.whole))) }
    return SlotHashes(each)
  }

  private mutating func hash(ofSlot slot: Span<UInt8>) -> ContentHash {
    let label = slotLabel
    hash.begin()
    hash.update(label.span)
    hash.update(slot)
    return hash.finish { ContentHash($0) }
  }
}

extension Message {
  /// Puts an envelope's place and a part's length over what stood there.
  fileprivate mutating func fill(
    at start: Int, _ id: EnvelopeID, _ version: UInt32, _ part: EnvelopePart, _ length: Int
  ) {
    put(id.high, at: start)
    put(id.low, at: start + 8)
    // The version and the part end in the eight bytes before the length's last.
    put(UInt64(version) << 32 | UInt64(part.rawValue) << 24 | UInt64(length) >> 8, at: start + 16)
    put(UInt8(truncatingIfNeeded: length), at: start + 24)
  }

  fileprivate mutating func fill(at start: Int, _ bytes: Span<UInt8>) {
    for offset in stride(from: 0, to: bytes.count, by: 8) {
      put(bytes.word(at: offset), at: start + offset)
    }
  }
}

extension EnvelopePlace {
  fileprivate func hash(
    header: Span<UInt8>, body: Span<UInt8>, composing message: inout Message,
    _ hashMessage: inout Message
  ) throws(EnvelopeError) -> ContentHash {
    var hash = BLAKE2b256()
    hashMessage.begin(.envelopeHash)
    hash.update(hashMessage.span)
    for part in [EnvelopePart.header, .body] {
      let bytes = part == .header ? header : body
      let length = try SealedPart.paddedLength(of: bytes, as: part)
      additionalData(of: part, paddedLength: length, header: header, in: &message)
      hash.update(message.span)
      hash.update(bytes)
    }
    return ContentHash(hash.finish())
  }
}

extension StoredEnvelope {
  /// `envelope hash` of docs/format.md §5.
  /// Throws ``EnvelopeError/truncated(_:)`` for parts that cannot be parts; also for a row that was
  /// read without its body.
  package func hash(in vault: ContentHash) throws(EnvelopeError) -> ContentHash {
    var (message, hashMessage) = (Message(), Message())
    return try hash(in: vault, composing: &message, &hashMessage)
  }

  /// The same in the memory of messages of the caller's: what a part belongs to, and what the hash begins
  /// with.
  func hash(
    in vault: ContentHash, composing message: inout Message, _ hashMessage: inout Message
  ) throws(EnvelopeError) -> ContentHash {
    let place = EnvelopePlace(vault: vault, id: id, version: version)
    return try place.hash(header: header.span, body: body.span, composing: &message, &hashMessage)
  }

  /// The slot at a place of its row; nil where none stands there, and where the row is malformed.
  package func slot(at place: Int) -> [UInt8]? {
    let position = try? SlotRow.position(at: place, in: slots.span)
    return position.map { Array(slots[$0.whole]) }
  }

  /// What the log says of its slots. Throws ``EnvelopeError/malformedSlots``.
  package func slotHashes() throws(EnvelopeError) -> SlotHashes { try SlotHashes(of: slots) }
}
