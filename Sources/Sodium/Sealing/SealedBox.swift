import CSodium

/// Sealed boxes: anyone can seal to a public key, only its holder can open, and nobody learns who
/// sealed. About 116 µs to seal 32 bytes, 65 to open.
///
/// They say nothing about their origin: what must not be planted has to be named elsewhere, in a
/// signed entry. Source: libsodium, `crypto_box_curve25519xchacha20poly1305_seal`.
package enum SealedBox {
  /// Bytes by which a box is longer than its message: an ephemeral public key and a tag.
  package static let overhead = 48

  /// Seals into memory of the caller's, exactly ``overhead`` bytes longer than the message.
  /// Throws ``SodiumError/wrongLength(_:expected:found:)``.
  package static func seal(
    _ message: Span<UInt8>, to recipient: X25519.PublicKey,
    into box: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try Sodium.start()
    try SodiumError.expect(message.count + overhead, .output, found: box.count)
    guard let output = unsafe box.address else { throw .unavailable }
    let outcome = unsafe recipient.span.withUnsafeBufferPointer { point -> Int32 in
      guard let point = point.baseAddress else { return -1 }
      return unsafe crypto_box_curve25519xchacha20poly1305_seal(
        output, message.address, message.length, point)
    }
    guard outcome == 0 else { throw .unusablePublicKey }
  }

  /// Opens into memory of the caller's, exactly ``overhead`` bytes shorter than the box.
  ///
  /// Throws ``SodiumError/damaged`` when the box was changed or cut, or was sealed to another key:
  /// a sealed box does not tell these apart. ``SodiumError/wrongLength(_:expected:found:)`` for the
  /// key or the output.
  package static func open(
    _ box: Span<UInt8>, publicKey: X25519.PublicKey, secretKey: Span<UInt8>,
    into message: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try Sodium.start()
    try SodiumError.expect(X25519.secretKeyLength, .key, found: secretKey.count)
    guard box.count >= overhead else { throw .damaged }
    try SodiumError.expect(box.count - overhead, .output, found: message.count)
    guard let input = unsafe box.address, let scalar = unsafe secretKey.address else {
      throw .unavailable
    }
    let output = unsafe message.address
    let outcome = unsafe publicKey.span.withUnsafeBufferPointer { point -> Int32 in
      guard let point = point.baseAddress else { return -1 }
      return unsafe crypto_box_curve25519xchacha20poly1305_seal_open(
        output, input, box.length, point, scalar)
    }
    guard outcome == 0 else { throw .damaged }
  }

  /// Seals to an array.
  package static func seal(
    _ message: Span<UInt8>, to recipient: X25519.PublicKey
  ) throws(SodiumError) -> [UInt8] {
    var box = [UInt8](repeating: 0, count: message.count + overhead)
    var output = box.mutableSpan
    try seal(message, to: recipient, into: &output)
    return box
  }

  /// Opens into guarded memory. Throws as the span form does, and
  /// ``SodiumError/outOfMemory(bytes:)``.
  package static func open(
    _ box: Span<UInt8>, with key: borrowing X25519.SecretKey
  ) throws(SodiumError) -> SecretBytes {
    guard box.count >= overhead else { throw .damaged }
    var message = try SecretBytes(zeroed: box.count - overhead)
    var output = message.mutableSpan
    try open(box, publicKey: key.publicKey, secretKey: key.span, into: &output)
    return message
  }
}
