import CSodium

/// HMAC with SHA-256: what age's headers and HKDF are made of. For our own formats ``BLAKE2b`` with a
/// key does the same, faster. Source: RFC 2104; libsodium, `crypto_auth_hmacsha256`.
package enum HMACSHA256 {
  /// Bytes of a code.
  package static let codeLength = Int(crypto_auth_hmacsha256_BYTES)

  /// The code of up to three parts, one after the other, under a key of any length.
  package static func code(
    for first: Span<UInt8>, _ second: Span<UInt8> = Span(), _ third: Span<UInt8> = Span(),
    key: Span<UInt8>
  ) -> Digest32 {
    unsafe Digest32 { unsafe write(first, second, third, key: key, to: $0) }
  }

  /// The same into memory of the caller's, for codes that are keys.
  /// Throws ``SodiumError/wrongLength(_:expected:found:)`` unless the output has 32 bytes.
  package static func code(
    for first: Span<UInt8>, _ second: Span<UInt8> = Span(), _ third: Span<UInt8> = Span(),
    key: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try SodiumError.expect(codeLength, .output, found: output.count)
    if let start = unsafe output.address {
      unsafe write(first, second, third, key: key, to: start)
    }
  }

  /// Whether a code is the right one, in constant time. A code of another length never is.
  package static func accepts(
    _ code: Span<UInt8>, for message: Span<UInt8>, key: Span<UInt8>
  ) -> Bool {
    let expected = self.code(for: message, key: key)
    return ConstantTime.equal(expected.span, code)
  }

  @unsafe private static func write(
    _ first: Span<UInt8>, _ second: Span<UInt8>, _ third: Span<UInt8>, key: Span<UInt8>,
    to output: UnsafeMutablePointer<UInt8>
  ) {
    Sodium.prepare()
    var state = crypto_auth_hmacsha256_state()
    unsafe crypto_auth_hmacsha256_init(&state, key.address ?? UnsafePointer(output), key.count)
    unsafe crypto_auth_hmacsha256_update(&state, first.address, first.length)
    unsafe crypto_auth_hmacsha256_update(&state, second.address, second.length)
    unsafe crypto_auth_hmacsha256_update(&state, third.address, third.length)
    unsafe crypto_auth_hmacsha256_final(&state, output)
    // The state is as good as the key.
    unsafe sodium_memzero(&state, MemoryLayout<crypto_auth_hmacsha256_state>.size)
  }
}
