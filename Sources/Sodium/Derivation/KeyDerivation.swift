import CSodium

/// Many keys from one: numbered and told apart by a context, or named. About 0.3 µs each; none of them tells
/// anything about the others or about the first. One key serves for numbers or for names, not for both: a
/// number and a context are a name as well. Source: libsodium, `crypto_kdf`.
package enum KeyDerivation {
  /// Bytes of the key that others are derived from.
  package static let keyLength = Int(crypto_kdf_KEYBYTES)
  /// Bytes of a context, which names the use in ASCII.
  package static let contextLength = Int(crypto_kdf_CONTEXTBYTES)
  /// Bytes that a derived key may have.
  package static let outputLengths = Int(crypto_kdf_BYTES_MIN)...Int(crypto_kdf_BYTES_MAX)

  /// Derives key number `number` into memory of the caller's; its length is part of the derivation.
  ///
  /// Throws ``SodiumError/wrongLength(_:expected:found:)`` unless the key has 32 bytes and the
  /// context 8, ``SodiumError/outOfRange(_:allowed:found:)`` unless the output has 16 to 64.
  package static func derive(
    _ number: UInt64, context: StaticString, from key: Span<UInt8>,
    into output: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try Sodium.start()
    try SodiumError.expect(keyLength, .key, found: key.count)
    try SodiumError.expect(outputLengths, .output, found: output.count)
    let count = output.count
    guard let from = unsafe key.address, let into = unsafe output.address else {
      throw .unavailable
    }
    let found = context.withUTF8Buffer { text in
      guard text.count == contextLength, let start = text.baseAddress else { return text.count }
      unsafe start.withMemoryRebound(to: CChar.self, capacity: contextLength) {
        _ = unsafe crypto_kdf_derive_from_key(into, count, number, $0, from)
      }
      return contextLength
    }
    try SodiumError.expect(contextLength, .context, found: found)
  }

  /// Derives into guarded memory of its own. Throws as the span form does, and
  /// ``SodiumError/outOfMemory(bytes:)``.
  package static func derive(
    _ number: UInt64, context: StaticString, from key: Span<UInt8>, count: Int = 32
  ) throws(SodiumError) -> SecretBytes {
    try SodiumError.expect(outputLengths, .output, found: count)
    var derived = try SecretBytes(zeroed: count)
    var output = derived.mutableSpan
    try derive(number, context: context, from: key, into: &output)
    return derived
  }

  /// Bytes of a name, half of it BLAKE2b's salt and half its personalization.
  package static let nameLength =
    Int(crypto_generichash_blake2b_SALTBYTES + crypto_generichash_blake2b_PERSONALBYTES)

  /// Derives the 32 bytes of a named key into memory of the caller's: as ``derive(_:context:from:into:)``,
  /// where a number and a context are too short a name.
  ///
  /// Throws ``SodiumError/wrongLength(_:expected:found:)`` unless key, name and output have 32 bytes each.
  /// Source: libsodium, `crypto_kdf` and `crypto_generichash_blake2b_salt_personal`.
  package static func derive(
    named name: Span<UInt8>, from key: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try Sodium.start()
    try SodiumError.expect(keyLength, .key, found: key.count)
    try SodiumError.expect(nameLength, .context, found: name.count)
    try SodiumError.expect(keyLength, .output, found: output.count)
    guard let from = unsafe key.address, let into = unsafe output.address,
      let salt = unsafe name.address
    else { throw .unavailable }
    _ = unsafe crypto_generichash_blake2b_salt_personal(
      into, keyLength, nil, 0, from, keyLength, salt, salt + nameLength / 2)
  }
}
