package import Sodium

/// The key of one leaf's body: who is given it can open this entry, to this text, and no other.
///
/// This is how one entry is shown to an outsider, together with an inclusion proof and a checkpoint.
/// `BLAKE2b-256(key: log key of the epoch, label("casevault/1 leaf key") ‖ header)`.
package struct LeafKey: ~Copyable, Sendable {
  /// The length in bytes of leaf keys and of log keys.
  package static let byteCount = 32

  private let secret: SecretBytes

  /// Derives the key of the leaf with this header. Throws ``SodiumError`` unless the log key has 32
  /// bytes, or when there is no guarded memory.
  package init(
    of header: LeafHeader, logKey: Span<UInt8>
  ) throws(SodiumError) {
    var secret = try SecretBytes(zeroed: Self.byteCount)
    var output = secret.mutableSpan
    try Self.derive(header.encoded.span, logKey: logKey, into: &output)
    self.secret = secret
  }

  /// Takes in a key that was disclosed. Throws ``SodiumError`` unless there are 32 bytes.
  package init(copying bytes: Span<UInt8>) throws(SodiumError) {
    guard bytes.count == Self.byteCount else {
      throw .wrongLength(.key, expected: Self.byteCount, found: bytes.count)
    }
    secret = try SecretBytes(copying: bytes)
  }

  /// Lends the 32 bytes, to be handed to the outsider or opened with.
  package borrowing func withBytes<Answer, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try body(secret.span)
  }

  /// Derives into memory of the caller's, from the header's bytes.
  static func derive(
    _ header: Span<UInt8>, logKey: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    guard logKey.count == byteCount else {
      throw .wrongLength(.key, expected: byteCount, found: logKey.count)
    }
    let label = Label.leafKey
    try BLAKE2b256.digest(of: label.span, header, key: logKey, into: &output)
  }
}
