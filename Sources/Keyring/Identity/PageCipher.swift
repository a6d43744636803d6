internal import Casework
package import Sodium

/// Seals the pages of one thing, each by itself, so that a few of many can be opened.
///
/// The key is drawn for this thing and lies in what its owner seals beside the pages; each page is sealed once,
/// under its number as the nonce. A page of another number, or of another thing, does not open.
/// Source: docs/format.md §2.
package final class PageCipher: Sendable {
  private let key: SecretBytes

  /// With a new key.
  package init() throws(SodiumError) {
    key = try SecretBytes.random(count: Self.keyLength)
  }

  /// With the key that lies in bytes, which is wiped there.
  package init(wiping range: Range<Int>, of bytes: inout [UInt8]) throws(SodiumError) {
    var all = bytes.mutableSpan
    var place = all._mutatingExtracting(range)
    key = try SecretBytes(copying: place.span)
    Sodium.wipe(&place)
  }

  /// In bytes.
  package static let keyLength = ChaCha20Poly1305.keyLength
  /// By so many bytes a sealed page is longer.
  package static let overhead = ChaCha20Poly1305.overhead

  /// Puts the key where room was left for it, in bytes that are sealed before anybody sees them.
  package func copyKey(to start: Int, of bytes: inout [UInt8]) throws(SodiumError) {
    try Self.copy(key, to: start, of: &bytes)
  }

  /// Seals a page into memory of the caller's, ``overhead`` bytes longer.
  package func seal(
    _ page: Span<UInt8>, number: Int, into sealed: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try Self.seal(page, number: number, into: &sealed, under: key)
  }

  /// Opens a page. Throws ``SodiumError/damaged``.
  package func open(_ sealed: [UInt8], number: Int) throws(SodiumError) -> [UInt8] {
    try Self.open(sealed, number: number, under: key)
  }

  // A secret lends its bytes to whoever was lent the secret.

  private static func copy(
    _ key: borrowing SecretBytes, to start: Int, of bytes: inout [UInt8]
  ) throws(SodiumError) {
    var all = bytes.mutableSpan
    var place = all._mutatingExtracting(start..<start + keyLength)
    try place.copy(from: key.span)
  }

  private static func seal(
    _ page: Span<UInt8>, number: Int, into sealed: inout MutableSpan<UInt8>,
    under key: borrowing SecretBytes
  ) throws(SodiumError) {
    let nonce = nonce(of: number)
    try ChaCha20Poly1305.seal(page, into: &sealed, key: key.span, nonce: nonce.span)
  }

  private static func open(
    _ sealed: [UInt8], number: Int, under key: borrowing SecretBytes
  ) throws(SodiumError) -> [UInt8] {
    let nonce = nonce(of: number)
    return try ChaCha20Poly1305.open(sealed, key: key.span, nonce: nonce.span)
  }

  private static func nonce(of number: Int) -> [UInt8] {
    [0, 0, 0, 0] + UInt64(number).bigEndianBytes
  }
}
