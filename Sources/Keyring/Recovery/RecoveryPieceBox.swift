package import Casework
package import Sodium

/// Where a piece of a recovery key belongs: which key of which vault, which piece, and for what.
package struct RecoveryPieceContext: Sendable {
  let vault: ContentHash
  let key: CompartmentEpoch
  let place: RecoveryPlace
  /// The entry of the recovery that it is contributed to; nil for a piece that is kept.
  let start: ContentHash?

  package init(
    vault: ContentHash, key: CompartmentEpoch, place: RecoveryPlace, start: ContentHash? = nil
  ) {
    (self.vault, self.key, self.place, self.start) = (vault, key, place, start)
  }

  /// What the log names of the piece: it binds whoever made it, and tells nothing.
  package func commitment(to piece: Span<UInt8>) -> ContentHash {
    var message = Message(.recoveryCommitment)
    write(to: &message)
    return ContentHash(BLAKE2b256.digest(of: message.span, piece))
  }

  /// The piece for one officer's eyes (about 120 µs).
  package func sealed(
    _ piece: Span<UInt8>, to officer: CompartmentEpoch
  ) throws(SodiumError) -> [UInt8] {
    let head = head
    let key = try X25519.PublicKey(officer.publicKey.digest.span)
    return try withTransientSecret(count: Self.textLength) { text throws(SodiumError) in
      var first = text._mutatingExtracting(..<head.count)
      try first.copy(from: head.span)
      var last = text._mutatingExtracting(head.count..<Self.textLength)
      try last.copy(from: piece)
      return try SealedBox.seal(text.span, to: key)
    }
  }

  /// Opens such a box into 32 bytes of guarded memory. Throws ``RecoveryPieceError/unopened`` for one that
  /// is for somebody else, for something else, or was changed.
  package func open(
    _ box: [UInt8], by opener: borrowing WrapOpener, into piece: inout SecretBytes
  ) throws {
    let head = head
    guard box.count == Self.textLength + SealedBox.overhead else {
      throw RecoveryPieceError.unopened
    }
    var text = try SecretBytes(zeroed: Self.textLength)
    do {
      var output = text.mutableSpan
      try opener.open(box.span, into: &output)
    } catch SodiumError.damaged {
      throw RecoveryPieceError.unopened
    }
    guard ConstantTime.equal(text.span.extracting(..<head.count), head.span) else {
      throw RecoveryPieceError.unopened
    }
    var output = piece.mutableSpan
    try output.copy(from: text.span.extracting(head.count..<Self.textLength))
  }

  /// label ‖ vault ‖ key ‖ u32 epoch ‖ u8 purpose ‖ u8 set ‖ u8 holder ‖ start's hash, or zeros.
  private var head: [UInt8] {
    var message = Message(.recoveryPiece)
    write(to: &message)
    message.append(start ?? Self.kept)
    return message.bytes
  }

  private func write(to message: inout Message) {
    message.append(vault)
    message.append(key.compartment)
    message.append(key.epoch)
    message.append(place.purpose.rawValue)
    message.append(place.set)
    message.append(place.holder)
  }

  private static let kept = ContentHash(words: .init(first: 0, second: 0, third: 0, fourth: 0))
  private static let textLength = Label.recoveryPiece.bytes.count + 32 + 16 + 4 + 3 + 32 + 32
}

/// Why a piece of a recovery key is none.
package enum RecoveryPieceError: Error, Equatable, Sendable {
  /// For somebody else, of another key, for another recovery, or changed.
  case unopened
  /// Not what its maker committed to.
  case wrongPiece
}
