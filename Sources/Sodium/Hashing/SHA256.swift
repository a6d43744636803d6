import CSodium

/// SHA-256, the hash of the log's tree. 32 bytes; about 0.14 GB/s in this version of libsodium.
///
/// The one-shot forms take a message in parts, so that tree nodes and prefixed leaves are hashed
/// without putting them together first. Source: FIPS 180-4; libsodium, `crypto_hash_sha256`.
package struct SHA256: Sendable {
  private var state = crypto_hash_sha256_state()

  /// Begins a message that arrives bit by bit.
  package init() {
    Sodium.prepare()
    unsafe crypto_hash_sha256_init(&state)
  }

  /// Adds bytes to the message.
  package mutating func update(_ bytes: Span<UInt8>) {
    unsafe crypto_hash_sha256_update(&state, bytes.address, bytes.length)
  }

  /// Adds one byte to the message.
  package mutating func update(_ byte: UInt8) {
    var byte = byte
    unsafe crypto_hash_sha256_update(&state, &byte, 1)
  }

  /// Ends the message. Taking the value over means that nothing can be added afterwards.
  package consuming func finish() -> Digest32 {
    unsafe Digest32 { unsafe crypto_hash_sha256_final(&state, $0) }
  }

  /// Hash of up to three parts, one after the other.
  package static func digest(
    of first: Span<UInt8>, _ second: Span<UInt8> = Span(), _ third: Span<UInt8> = Span()
  ) -> Digest32 {
    var hash = SHA256()
    hash.update(first)
    if !second.isEmpty { hash.update(second) }
    if !third.isEmpty { hash.update(third) }
    return hash.finish()
  }

  /// Hash of one byte and up to two parts: an RFC 6962 leaf (0) or node (1).
  package static func digest(
    prefix: UInt8, _ first: Span<UInt8>, _ second: Span<UInt8> = Span()
  ) -> Digest32 {
    var hash = SHA256()
    hash.update(prefix)
    hash.update(first)
    if !second.isEmpty { hash.update(second) }
    return hash.finish()
  }

  /// Hash of an array.
  package static func digest(of bytes: [UInt8]) -> Digest32 { digest(of: bytes.span) }
}
