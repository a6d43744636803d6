package import Sodium

extension Leaf {
  /// Makes the entry that says `event`, signed and sealed.
  ///
  /// `sign` gets what is to be signed, label ‖ header ‖ event, and answers with one signature, or at
  /// the founding with each founder's in the founding's order. `logKey` is the log key (32 bytes) of
  /// the header's epoch. Throws ``LeafRefusal``, and what `sign` throws.
  package static func sealed(
    event: Span<UInt8>, header: LeafHeader, logKey: Span<UInt8>,
    signedBy sign: (_ message: [UInt8]) throws -> [Ed25519.Signature]
  ) throws -> Leaf {
    // Before anybody is asked to sign what could not be kept.
    try requireRoom(for: event, signatures: 1)
    let encodedHeader = header.encoded
    let signatures = try sign(signedMessage(header: encodedHeader, event: event))
    try requireRoom(for: event, signatures: signatures.count)
    let body = LeafBody.encoded(event: event, signatures: signatures)
    do throws(SodiumError) {
      let bytes = try seal(body, header: encodedHeader, nonce: header.nonce, logKey: logKey)
      return Leaf(header: header, bytes: bytes)
    } catch {
      throw LeafRefusal.cryptography(error)
    }
  }

  /// What an entry's authors sign: label ‖ header ‖ event, and with the header the whole history.
  package static func signedMessage(header: [UInt8], event: Span<UInt8>) -> [UInt8] {
    var message = Label.entry
    message.reserveCapacity(message.count + header.count + event.count)
    message += header
    message.append(copying: event)
    return message
  }

  private static func requireRoom(
    for event: Span<UInt8>, signatures: Int
  ) throws(LeafRefusal) {
    guard LeafBody.signatureCounts.contains(signatures) else { throw .malformed(.signatures) }
    let most = LeafBody.mostEventBytes(signatures: signatures)
    guard event.count <= most else { throw .eventTooLarge(byteCount: event.count, most: most) }
  }

  /// Header ‖ commitment ‖ ciphertext.
  private static func seal(
    _ body: [UInt8], header: [UInt8], nonce: CommittingAEAD.Nonce, logKey: Span<UInt8>
  ) throws(SodiumError) -> [UInt8] {
    let label = Label.leafBody
    let sealed = try withTransientSecret(count: LeafKey.byteCount) { key throws(SodiumError) in
      try LeafKey.derive(header.span, logKey: logKey, into: &key)
      return try CommittingAEAD.seal(
        body, key: key.span, nonce: nonce, label: label.span,
        additionalData: header.span)
    }
    return header + sealed.commitment.bytes + sealed.ciphertext
  }
}
