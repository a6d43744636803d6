import CSodium

extension SecretStream {
  /// Opens chunks in the order in which they were sealed.
  package struct Reader: ~Copyable, Sendable {
    private var state: SecretStreamState

    /// The stream with this header, under this key. A wrong key shows at the first chunk.
    /// Throws ``SodiumError/wrongLength(_:expected:found:)``, ``SodiumError/outOfMemory(bytes:)``.
    package init(key: Span<UInt8>, header: Span<UInt8>) throws(SodiumError) {
      try SodiumError.expect(keyLength, .key, found: key.count)
      try SodiumError.expect(headerLength, .header, found: header.count)
      guard let key = unsafe key.address, let header = unsafe header.address else {
        throw .unavailable
      }
      var state = try SecretStreamState()
      _ = unsafe state.with {
        unsafe crypto_secretstream_xchacha20poly1305_init_pull($0, header, key)
      }
      self.state = state
    }

    /// Whether the final chunk has been opened.
    package var hasEnded: Bool { state.hasEnded }

    /// Opens one chunk into memory of the caller's, exactly ``SecretStream/overhead`` bytes shorter.
    ///
    /// Throws ``SodiumError/damaged`` for a chunk that was changed, cut, is not the next one or is
    /// under another key; the same place can then be tried again with the right chunk. Throws
    /// ``SodiumError/streamEnded`` after the final chunk, and
    /// ``SodiumError/wrongLength(_:expected:found:)`` for the output.
    package mutating func pull(
      _ chunk: Span<UInt8>, into output: inout MutableSpan<UInt8>,
      additionalData: Span<UInt8> = Span()
    ) throws(SodiumError) -> Tag {
      try state.expectOpen()
      guard chunk.count >= overhead else { throw .damaged }
      try SodiumError.expect(0...maximumChunk, .ciphertext, found: chunk.count - overhead)
      try SodiumError.expect(chunk.count - overhead, .output, found: output.count)
      guard let from = unsafe chunk.address else { throw .unavailable }
      let into = unsafe output.address
      var found: UInt8 = 0
      let outcome = unsafe state.with {
        unsafe crypto_secretstream_xchacha20poly1305_pull(
          $0, into, nil, &found, from, chunk.length, additionalData.address,
          additionalData.length)
      }
      guard outcome == 0, let tag = Tag(rawValue: found) else { throw .damaged }
      state.hasEnded = tag == .final
      return tag
    }

    /// Opens the bytes of an array.
    package mutating func pull(
      _ chunk: [UInt8], additionalData: Span<UInt8> = Span()
    ) throws(SodiumError) -> Chunk {
      var bytes = [UInt8](repeating: 0, count: max(0, chunk.count - overhead))
      var output = bytes.mutableSpan
      let tag = try pull(chunk.span, into: &output, additionalData: additionalData)
      return Chunk(bytes: bytes, tag: tag)
    }

    /// Ends reading where the bytes end. Throws ``SodiumError/streamCut`` unless the final chunk was
    /// the last one opened.
    package consuming func finish() throws(SodiumError) {
      guard state.hasEnded else { throw .streamCut }
    }
  }
}
