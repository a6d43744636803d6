/// HKDF with SHA-256: keys from a shared secret, a salt and a context. Put together from
/// ``HMACSHA256``, because this version of libsodium has none. For keys from keys ``KeyDerivation``
/// is faster; this is for formats that name HKDF, as age does. Source: RFC 5869.
package enum HKDFSHA256 {
  /// Bytes that may be asked for: 255 blocks of 32.
  package static let outputLengths = 0...255 * HMACSHA256.codeLength

  /// Extracts and expands in one step, into memory of the caller's. An empty salt counts as zeros.
  /// Throws ``SodiumError/outOfRange(_:allowed:found:)`` for an output longer than 8,160 bytes.
  package static func derive(
    from secret: Span<UInt8>, salt: Span<UInt8>, info: Span<UInt8>,
    into output: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try withTransientSecret(count: HMACSHA256.codeLength) { key throws(SodiumError) in
      try HMACSHA256.code(for: secret, key: salt, into: &key)
      try expand(key.span, info: info, into: &output)
    }
  }

  /// The same into guarded memory of its own. Throws also ``SodiumError/outOfMemory(bytes:)``.
  package static func derive(
    from secret: Span<UInt8>, salt: Span<UInt8>, info: Span<UInt8>, count: Int = 32
  ) throws(SodiumError) -> SecretBytes {
    try SodiumError.expect(outputLengths, .output, found: count)
    var derived = try SecretBytes(zeroed: count)
    var output = derived.mutableSpan
    try derive(from: secret, salt: salt, info: info, into: &output)
    return derived
  }

  /// RFC 5869 §2.3: T(n) = HMAC(key, T(n − 1) ‖ info ‖ n), one after the other, cut to length.
  private static func expand(
    _ key: Span<UInt8>, info: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try SodiumError.expect(outputLengths, .output, found: output.count)
    let length = HMACSHA256.codeLength
    try withTransientSecret(count: length) { block throws(SodiumError) in
      for start in stride(from: 0, to: output.count, by: length) {
        let number: InlineArray<1, UInt8> = [UInt8(start / length + 1)]
        try next(&block, after: min(start, length), key: key, info: info, number: number.span)
        let count = min(length, output.count - start)
        var piece = output._mutatingExtracting(start..<start + count)
        try piece.copy(from: block.span.extracting(first: count))
      }
    }
  }

  /// T(n) from T(n − 1), of which `count` bytes count: none of T(0).
  private static func next(
    _ block: inout MutableSpan<UInt8>, after count: Int, key: Span<UInt8>, info: Span<UInt8>,
    number: Span<UInt8>
  ) throws(SodiumError) {
    try withTransientSecret(count: HMACSHA256.codeLength) { previous throws(SodiumError) in
      try previous.copy(from: block.span)
      try HMACSHA256.code(
        for: previous.span.extracting(first: count), info, number, key: key, into: &block)
    }
  }
}
