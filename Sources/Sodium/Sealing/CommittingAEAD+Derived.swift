// The two halves of the construction apart: whoever has the key derives what serves for one sealing, and
// whoever has the bytes seals or opens them with that. The key itself need not be where the bytes are.

extension CommittingAEAD {
  /// Bytes of what one sealing takes: an encryption key and its commitment.
  package static let derivedLength = keyLength + commitmentLength

  /// Writes `okm` of one sealing. It opens what was sealed under this nonce and label with these
  /// additional data, and nothing else. Throws ``SodiumError/wrongLength(_:expected:found:)``.
  package static func derive(
    into keys: inout MutableSpan<UInt8>, from key: Span<UInt8>, nonce: Span<UInt8>,
    label: Span<UInt8>, additionalData: Span<UInt8>
  ) throws(SodiumError) {
    try SodiumError.expect(keyLength, .key, found: key.count)
    try SodiumError.expect(nonceLength, .nonce, found: nonce.count)
    let context = BLAKE2b256.digest(of: additionalData)
    try BLAKE2b512.digest(of: label, nonce, context.span, key: key, into: &keys)
  }

  /// ``seal(_:into:key:nonce:label:additionalData:)`` with what was derived for it.
  package static func seal(
    _ plaintext: Span<UInt8>, into ciphertext: inout MutableSpan<UInt8>, under keys: Span<UInt8>,
    additionalData: Span<UInt8>
  ) throws(SodiumError) -> Digest32 {
    try SodiumError.expect(derivedLength, .key, found: keys.count)
    try ChaCha20Poly1305.seal(
      plaintext, into: &ciphertext, key: keys.extracting(first: keyLength), nonce: once.span,
      additionalData: additionalData)
    return try Digest32(keys.extracting(last: commitmentLength), as: .commitment)
  }

  /// ``open(_:into:key:nonce:commitment:label:additionalData:)`` with what was derived for it.
  package static func open(
    _ ciphertext: Span<UInt8>, into plaintext: inout MutableSpan<UInt8>, under keys: Span<UInt8>,
    commitment: Span<UInt8>, additionalData: Span<UInt8>
  ) throws(SodiumError) {
    try check(commitment, of: keys)
    try ChaCha20Poly1305.open(
      ciphertext, into: &plaintext, key: keys.extracting(first: keyLength), nonce: once.span,
      additionalData: additionalData)
  }

  /// ``sealInPlace(_:key:nonce:label:additionalData:)`` with what was derived for it.
  package static func sealInPlace(
    _ bytes: inout MutableSpan<UInt8>, under keys: Span<UInt8>, additionalData: Span<UInt8>
  ) throws(SodiumError) -> Digest32 {
    try SodiumError.expect(derivedLength, .key, found: keys.count)
    try ChaCha20Poly1305.sealInPlace(
      &bytes, key: keys.extracting(first: keyLength), nonce: once.span,
      additionalData: additionalData)
    return try Digest32(keys.extracting(last: commitmentLength), as: .commitment)
  }

  /// ``openInPlace(_:key:nonce:commitment:label:additionalData:)`` with what was derived for it.
  package static func openInPlace(
    _ bytes: inout MutableSpan<UInt8>, under keys: Span<UInt8>, commitment: Span<UInt8>,
    additionalData: Span<UInt8>
  ) throws(SodiumError) {
    try check(commitment, of: keys)
    try ChaCha20Poly1305.openInPlace(
      &bytes, key: keys.extracting(first: keyLength), nonce: once.span,
      additionalData: additionalData)
  }

  private static func check(
    _ commitment: Span<UInt8>, of keys: Span<UInt8>
  ) throws(SodiumError) {
    try SodiumError.expect(derivedLength, .key, found: keys.count)
    try SodiumError.expect(commitmentLength, .commitment, found: commitment.count)
    guard ConstantTime.equal(keys.extracting(last: commitmentLength), commitment) else {
      throw .wrongKey
    }
  }

  /// The cipher's own nonce, twelve zero bytes: its key is never used again.
  private static var once: ChaCha20Poly1305.Nonce { ChaCha20Poly1305.Nonce() }
}
