import CSodium

/// Argon2id stretches a passphrase into keys, at a stated cost in time and memory.
///
/// Takes about 0.1 s for 64 MiB and one pass, 0.6 s for 256 MiB and three. One lane, version 1.3.
/// Source: RFC 9106; libsodium, `crypto_pwhash` with `ALG_ARGON2ID13`.
package enum Argon2id {
  /// Bytes of the salt.
  package static let saltLength = Int(crypto_pwhash_argon2id_SALTBYTES)
  /// Bytes that may be asked for.
  package static let outputLengths = Int(crypto_pwhash_argon2id_BYTES_MIN)...1024

  /// What a derivation costs, within bounds that hold before anything is allocated: a key file is
  /// hostile input until it has been opened.
  package struct Cost: Hashable, Sendable {
    /// Passes over the memory, 1 to 10.
    package let operations: Int
    /// Bytes of memory, 8 KiB to 1 GiB; libsodium uses whole KiB of them.
    package let memory: Int

    /// What libsodium and the read ceiling of our key files allow.
    package static let allowedOperations = 1...10
    package static let allowedMemory = 8 << 10...1 << 30

    /// Throws ``SodiumError/outOfRange(_:allowed:found:)`` for either.
    package init(operations: Int, memory: Int) throws(SodiumError) {
      try SodiumError.expect(Self.allowedOperations, .operations, found: operations)
      try SodiumError.expect(Self.allowedMemory, .memory, found: memory)
      (self.operations, self.memory) = (operations, memory)
    }
  }

  /// Stretches a passphrase into memory of the caller's.
  ///
  /// Throws ``SodiumError/wrongLength(_:expected:found:)`` unless the salt has 16 bytes,
  /// ``SodiumError/outOfRange(_:allowed:found:)`` unless the output has 16 to 1,024, and
  /// ``SodiumError/outOfMemory(bytes:)`` when the system does not give `cost.memory`.
  package static func derive(
    from passphrase: Span<UInt8>, salt: Span<UInt8>, cost: Cost,
    into output: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try Sodium.start()
    try SodiumError.expect(saltLength, .salt, found: salt.count)
    try SodiumError.expect(outputLengths, .output, found: output.count)
    try SodiumError.expect(0...Int(UInt32.max), .secret, found: passphrase.count)
    let length = UInt64(output.count)
    guard let into = unsafe output.address, let salt = unsafe salt.address else {
      throw .unavailable
    }
    guard unsafe stretch(passphrase, salt, cost, into, length) == 0 else {
      throw .outOfMemory(bytes: cost.memory)
    }
  }

  /// Stretches into guarded memory of its own. Throws as the span form does.
  package static func derive(
    from passphrase: Span<UInt8>, salt: Span<UInt8>, cost: Cost, count: Int
  ) throws(SodiumError) -> SecretBytes {
    try SodiumError.expect(outputLengths, .output, found: count)
    var derived = try SecretBytes(zeroed: count)
    var output = derived.mutableSpan
    try derive(from: passphrase, salt: salt, cost: cost, into: &output)
    return derived
  }

  @unsafe private static func stretch(
    _ passphrase: Span<UInt8>, _ salt: UnsafePointer<UInt8>, _ cost: Cost,
    _ output: UnsafeMutablePointer<UInt8>, _ length: UInt64
  ) -> Int32 {
    unsafe passphrase.withUnsafeBytes { bytes in
      // libsodium wants an address even for the empty passphrase; it reads nothing there.
      let start = unsafe bytes.baseAddress ?? UnsafeRawPointer(salt)
      return unsafe crypto_pwhash_argon2id(
        output, length, start.assumingMemoryBound(to: CChar.self), passphrase.length, salt,
        UInt64(cost.operations), cost.memory, crypto_pwhash_argon2id_ALG_ARGON2ID13)
    }
  }
}
