import CSodium

extension SecretStream {
  /// Seals chunks in order. Ends with the chunk tagged ``Tag/final``.
  package struct Writer: ~Copyable, Sendable {
    private var state: SecretStreamState
    /// What the reader needs besides the key; not secret.
    package let header: FixedBytes<24>

    /// A new stream under a 32-byte key, with a random header.
    /// Throws ``SodiumError/wrongLength(_:expected:found:)``, ``SodiumError/outOfMemory(bytes:)``.
    package init(key: Span<UInt8>) throws(SodiumError) {
      try SodiumError.expect(keyLength, .key, found: key.count)
      var state = try SecretStreamState()
      header = unsafe FixedBytes { header in
        guard let key = unsafe key.address else { return }
        _ = unsafe state.with {
          unsafe crypto_secretstream_xchacha20poly1305_init_push($0, header, key)
        }
      }
      self.state = state
    }

    /// Whether the final chunk has been sealed.
    package var hasEnded: Bool { state.hasEnded }

    /// Seals one chunk into memory of the caller's, exactly ``SecretStream/overhead`` bytes longer.
    ///
    /// Throws ``SodiumError/streamEnded`` after the final chunk, and
    /// ``SodiumError/wrongLength(_:expected:found:)`` for the output.
    package mutating func push(
      _ chunk: Span<UInt8>, into output: inout MutableSpan<UInt8>, tag: Tag = .message,
      additionalData: Span<UInt8> = Span()
    ) throws(SodiumError) {
      try state.expectOpen()
      try SodiumError.expect(0...maximumChunk, .plaintext, found: chunk.count)
      try SodiumError.expect(chunk.count + overhead, .output, found: output.count)
      guard let into = unsafe output.address else { throw .unavailable }
      _ = unsafe state.with {
        unsafe crypto_secretstream_xchacha20poly1305_push(
          $0, into, nil, chunk.address, chunk.length, additionalData.address,
          additionalData.length, tag.rawValue)
      }
      state.hasEnded = tag == .final
    }

    /// Seals the bytes of an array.
    package mutating func push(
      _ chunk: [UInt8], tag: Tag = .message, additionalData: Span<UInt8> = Span()
    ) throws(SodiumError) -> [UInt8] {
      var sealed = [UInt8](repeating: 0, count: chunk.count + overhead)
      var output = sealed.mutableSpan
      try push(chunk.span, into: &output, tag: tag, additionalData: additionalData)
      return sealed
    }
  }
}
