/// Authenticated encryption with additional data: nobody reads or changes the sealed bytes without
/// the key, and nobody moves them to another context, which the additional data names.
///
/// The span forms allocate nothing. A nonce is used once under a key. Neither cipher commits to its
/// key: where one ciphertext must never open to two texts, use ``CommittingAEAD``.
package protocol AEAD {
  /// Bytes of the nonce.
  static var nonceLength: Int { get }
  /// The C functions.
  static var functions: AEADFunctions { get }
}

extension AEAD {
  /// Bytes of the key.
  package static var keyLength: Int { 32 }
  /// Bytes by which the ciphertext is longer than the plaintext: the tag.
  package static var overhead: Int { 16 }

  /// Seals into memory of the caller's, exactly ``overhead`` bytes longer than the plaintext.
  /// Throws ``SodiumError/wrongLength(_:expected:found:)`` for key, nonce or output.
  package static func seal(
    _ plaintext: Span<UInt8>, into ciphertext: inout MutableSpan<UInt8>, key: Span<UInt8>,
    nonce: Span<UInt8>, additionalData: Span<UInt8> = Span()
  ) throws(SodiumError) {
    try check(key: key, nonce: nonce)
    try SodiumError.expect(0...maximumLength, .plaintext, found: plaintext.count)
    try SodiumError.expect(plaintext.count + overhead, .output, found: ciphertext.count)
    guard let key = unsafe key.address, let nonce = unsafe nonce.address,
      let output = unsafe ciphertext.address
    else { throw .unavailable }
    _ = unsafe functions.encrypt(
      output, nil, plaintext.address, plaintext.length, additionalData.address,
      additionalData.length, nil, nonce, key)
  }

  /// Opens into memory of the caller's, exactly ``overhead`` bytes shorter than the ciphertext.
  ///
  /// Throws ``SodiumError/wrongLength(_:expected:found:)`` for key, nonce or output, and
  /// ``SodiumError/damaged`` when the tag does not fit or is not even there; the output is then zero.
  package static func open(
    _ ciphertext: Span<UInt8>, into plaintext: inout MutableSpan<UInt8>, key: Span<UInt8>,
    nonce: Span<UInt8>, additionalData: Span<UInt8> = Span()
  ) throws(SodiumError) {
    try check(key: key, nonce: nonce)
    guard ciphertext.count >= overhead else { throw .damaged }
    try SodiumError.expect(0...maximumLength, .ciphertext, found: ciphertext.count - overhead)
    try SodiumError.expect(ciphertext.count - overhead, .output, found: plaintext.count)
    guard let key = unsafe key.address, let nonce = unsafe nonce.address,
      let input = unsafe ciphertext.address
    else { throw .unavailable }
    let outcome = unsafe functions.decrypt(
      plaintext.address, nil, nil, input, ciphertext.length, additionalData.address,
      additionalData.length, nonce, key)
    guard outcome == 0 else { throw .damaged }
  }

  /// Seals bytes where they lie: all but the last ``overhead`` of them are the plaintext, whose place the
  /// ciphertext takes, and the tag that of the rest. Throws as the form with two memories does.
  package static func sealInPlace(
    _ bytes: inout MutableSpan<UInt8>, key: Span<UInt8>, nonce: Span<UInt8>,
    additionalData: Span<UInt8> = Span()
  ) throws(SodiumError) {
    try check(key: key, nonce: nonce)
    try SodiumError.expect(
      overhead...maximumLength + overhead, .output, found: bytes.count)
    let length = UInt64(bytes.count - overhead)
    guard let key = unsafe key.address, let nonce = unsafe nonce.address,
      let place = unsafe bytes.address
    else { throw .unavailable }
    _ = unsafe functions.encrypt(
      place, nil, place, length, additionalData.address, additionalData.length, nil, nonce, key)
  }

  /// Opens bytes where they lie: the plaintext takes the place of all but the last ``overhead`` of them,
  /// which then mean nothing. For what is large, since memory never touched before costs more than opening.
  ///
  /// Throws as the form with two memories does; what was to become the plaintext is then zero.
  package static func openInPlace(
    _ bytes: inout MutableSpan<UInt8>, key: Span<UInt8>, nonce: Span<UInt8>,
    additionalData: Span<UInt8> = Span()
  ) throws(SodiumError) {
    try check(key: key, nonce: nonce)
    guard bytes.count >= overhead else { throw .damaged }
    try SodiumError.expect(0...maximumLength, .ciphertext, found: bytes.count - overhead)
    let length = UInt64(bytes.count)
    guard let key = unsafe key.address, let nonce = unsafe nonce.address,
      let place = unsafe bytes.address
    else { throw .unavailable }
    // libsodium takes one memory for both (aead_xchacha20poly1305.c): the tag is checked over all of the
    // ciphertext before the first byte is written.
    let outcome = unsafe functions.decrypt(
      place, nil, nil, place, length, additionalData.address, additionalData.length, nonce, key)
    guard outcome == 0 else { throw .damaged }
  }

  /// Seals the bytes of an array.
  package static func seal(
    _ plaintext: [UInt8], key: Span<UInt8>, nonce: Span<UInt8>,
    additionalData: Span<UInt8> = Span()
  ) throws(SodiumError) -> [UInt8] {
    var ciphertext = [UInt8](repeating: 0, count: plaintext.count + overhead)
    var output = ciphertext.mutableSpan
    try seal(
      plaintext.span, into: &output, key: key, nonce: nonce, additionalData: additionalData)
    return ciphertext
  }

  /// Opens the bytes of an array. The plaintext is an ordinary array: for keys use the span form.
  package static func open(
    _ ciphertext: [UInt8], key: Span<UInt8>, nonce: Span<UInt8>,
    additionalData: Span<UInt8> = Span()
  ) throws(SodiumError) -> [UInt8] {
    var plaintext = [UInt8](repeating: 0, count: max(0, ciphertext.count - overhead))
    var output = plaintext.mutableSpan
    try open(
      ciphertext.span, into: &output, key: key, nonce: nonce, additionalData: additionalData)
    return plaintext
  }

  private static func check(key: Span<UInt8>, nonce: Span<UInt8>) throws(SodiumError) {
    try Sodium.start()
    try SodiumError.expect(keyLength, .key, found: key.count)
    try SodiumError.expect(nonceLength, .nonce, found: nonce.count)
  }

  // The smaller of the two ciphers' limits: past it, libsodium stops the process.
  private static var maximumLength: Int { 64 * ((1 << 32) - 2) }
}

/// libsodium's two functions of one cipher, which share their shape.
@safe package struct AEADFunctions: Sendable {
  typealias Bytes = UnsafePointer<UInt8>
  typealias Output = UnsafeMutablePointer<UInt8>
  typealias OutputLength = UnsafeMutablePointer<UInt64>

  let encrypt:
    @Sendable (
      Output, OutputLength?, Bytes?, UInt64, Bytes?, UInt64, Bytes?, Bytes, Bytes
    ) -> Int32
  let decrypt:
    @Sendable (
      Output?, OutputLength?, Output?, Bytes, UInt64, Bytes?, UInt64, Bytes, Bytes
    ) -> Int32
}
