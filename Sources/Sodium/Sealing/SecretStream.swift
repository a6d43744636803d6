import CSodium

/// A long text sealed in chunks: none can be changed, left out, repeated, reordered or, thanks to the
/// final tag, cut off unnoticed. About 0.8 GB/s with chunks of 64 KiB.
///
/// A ``Writer`` makes a header and seals chunks; a ``Reader`` opens them in the same order. Nothing
/// read should be relied on before ``Reader/finish()``. Source: libsodium,
/// `crypto_secretstream_xchacha20poly1305`.
package enum SecretStream {
  /// Bytes of the key.
  package static let keyLength = Int(crypto_secretstream_xchacha20poly1305_KEYBYTES)
  /// Bytes of the header, which travels before the first chunk.
  package static let headerLength = Int(crypto_secretstream_xchacha20poly1305_HEADERBYTES)
  /// Bytes by which a sealed chunk is longer than its text: a sealed tag and an authenticator.
  package static let overhead = Int(crypto_secretstream_xchacha20poly1305_ABYTES)

  /// What a chunk says about its place; sealed with it.
  package enum Tag: UInt8, Sendable {
    /// One of many.
    case message = 0
    /// The end of a group of chunks, but not of the stream.
    case push = 1
    /// From here on under a new key: what came before stays closed to whoever finds that key.
    case rekey = 2
    /// The last one.
    case final = 3
  }

  /// An opened chunk.
  package struct Chunk: Equatable, Sendable {
    package let bytes: [UInt8]
    package let tag: Tag
  }

  // Past this, libsodium stops the process.
  static let maximumChunk = 64 * ((1 << 32) - 2)
}
