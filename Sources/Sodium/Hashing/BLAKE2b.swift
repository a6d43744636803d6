/// BLAKE2b with a key of 0 or 16 to 64 bytes and a digest of 16, 32 or 64 bytes; 0.6 GB/s.
///
/// With a key it is a MAC and a pseudo-random function: locators, commitments, keys of leaves. Spelled
/// through ``BLAKE2b128``, ``BLAKE2b256`` and ``BLAKE2b512``. Messages that are all there go through
/// `digest`, which allocates nothing. Source: RFC 7693; libsodium, `crypto_generichash_blake2b`.
package struct BLAKE2b<let size: Int>: ~Copyable {
  var state: BLAKE2bState

  /// Begins a message without a key.
  package init() { state = BLAKE2bState(size: size, key: Span()) }

  /// Begins a message under a key of 16 to 64 bytes.
  /// Throws ``SodiumError/outOfRange(_:allowed:found:)`` for any other length, an empty key too: a
  /// key that got lost must not turn a MAC into a hash.
  package init(key: Span<UInt8>) throws(SodiumError) {
    try SodiumError.expect(blake2bKeyLengths, .key, found: key.count)
    state = BLAKE2bState(size: size, key: key)
  }

  /// Adds bytes to the message.
  package mutating func update(_ bytes: Span<UInt8>) { state.update(bytes) }

  /// Adds one byte to the message.
  package mutating func update(_ byte: UInt8) { state.update(byte) }

  /// Ends the message. Taking the value over means that nothing can be added afterwards.
  package consuming func finish() -> FixedBytes<size> {
    unsafe FixedBytes { unsafe state.finish(into: $0, count: size) }
  }

  /// Ends the message and writes the digest where the caller wants it: into guarded memory, when
  /// the digest is itself a key. Throws unless the output has `size` bytes.
  package consuming func finish(into output: inout MutableSpan<UInt8>)
    throws(SodiumError)
  {
    try SodiumError.expect(size, .output, found: output.count)
    if let start = unsafe output.address { unsafe state.finish(into: start, count: size) }
  }
}

/// 16 bytes: locators and identifiers.
package typealias BLAKE2b128 = BLAKE2b<16>
/// 32 bytes: hashes of envelopes, keys of leaves and chunks.
package typealias BLAKE2b256 = BLAKE2b<32>
/// 64 bytes: an encryption key and its commitment in one.
package typealias BLAKE2b512 = BLAKE2b<64>

extension BLAKE2b {
  /// Hash of up to three parts, one after the other, without a key.
  package static func digest(
    of first: Span<UInt8>, _ second: Span<UInt8> = Span(), _ third: Span<UInt8> = Span()
  ) -> FixedBytes<size> {
    unsafe FixedBytes {
      unsafe BLAKE2bState.digest(size: size, key: Span(), of: first, second, third, into: $0)
    }
  }

  /// Keyed hash of up to three parts, one after the other. Throws for a key not of 16 to 64 bytes.
  package static func digest(
    of first: Span<UInt8>, _ second: Span<UInt8> = Span(), _ third: Span<UInt8> = Span(),
    key: Span<UInt8>
  ) throws(SodiumError) -> FixedBytes<size> {
    try SodiumError.expect(blake2bKeyLengths, .key, found: key.count)
    return unsafe FixedBytes {
      unsafe BLAKE2bState.digest(size: size, key: key, of: first, second, third, into: $0)
    }
  }

  /// Keyed hash of up to three parts into memory of the caller's, for keys made from keys.
  /// Throws for a key not of 16 to 64 bytes or an output not of `size` bytes.
  package static func digest(
    of first: Span<UInt8>, _ second: Span<UInt8> = Span(), _ third: Span<UInt8> = Span(),
    key: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try SodiumError.expect(blake2bKeyLengths, .key, found: key.count)
    try SodiumError.expect(size, .output, found: output.count)
    guard let start = unsafe output.address else { return }
    unsafe BLAKE2bState.digest(size: size, key: key, of: first, second, third, into: start)
  }

  /// Hash of an array without a key.
  package static func digest(of bytes: [UInt8]) -> FixedBytes<size> {
    digest(of: bytes.span)
  }
}

// Another module's call of the generic forms looks their types up anew each time, which takes longer than
// the hash of an identifier; a note takes seven. These the compiler makes whole.

extension BLAKE2b<32> {
  /// Hash of up to three parts, one after the other, without a key.
  package static func digest(
    of first: Span<UInt8>, _ second: Span<UInt8> = Span(), _ third: Span<UInt8> = Span()
  ) -> Digest32 {
    unsafe Digest32 {
      unsafe BLAKE2bState.digest(size: 32, key: Span(), of: first, second, third, into: $0)
    }
  }

  /// Ends the message. Taking the value over means that nothing can be added afterwards.
  package consuming func finish() -> Digest32 {
    unsafe Digest32 { unsafe state.finish(into: $0, count: 32) }
  }
}

extension BLAKE2b<16> {
  /// Keyed hash of up to three parts, one after the other. Throws for a key not of 16 to 64 bytes.
  package static func digest(
    of first: Span<UInt8>, _ second: Span<UInt8> = Span(), _ third: Span<UInt8> = Span(),
    key: Span<UInt8>
  ) throws(SodiumError) -> Digest16 {
    try SodiumError.expect(blake2bKeyLengths, .key, found: key.count)
    return unsafe Digest16 {
      unsafe BLAKE2bState.digest(size: 16, key: key, of: first, second, third, into: $0)
    }
  }
}
