package import Sodium

/// A sealed part of the log that does not fit one leaf, found by the hash of its own bytes.
///
/// `u8 version = 2 ‖ u32 vault epoch ‖ nonce(24) ‖ commitment(32) ‖ ciphertext`. An entry names the
/// address, and with it the chunk belongs to the log: another text under the same address is another
/// hash. Source: docs/format.md §6, "Chunks".
package struct Chunk: Hashable, Sendable {
  /// The longest text of one chunk, checked before anything is allocated: 16 MiB.
  package static let mostText = 16 << 20
  /// The one version that is read. Texts of version 1 were sealed with XChaCha20-Poly1305.
  static let version: UInt8 = 2
  static let headLength = 29
  static let sealedOffset = headLength + CommittingAEAD.commitmentLength

  package let bytes: [UInt8]
  package let epoch: UInt32

  /// Reads the bytes of a chunk. Throws ``ChunkRefusal/malformed``.
  package init(_ bytes: [UInt8]) throws(ChunkRefusal) {
    let least = Self.sealedOffset + CommittingAEAD.overhead
    guard (least...least + Self.mostText).contains(bytes.count), bytes[0] == Self.version
    else {
      throw .malformed
    }
    self.bytes = bytes
    epoch = bytes[1..<5].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// BLAKE2b-256(label("casevault/1 chunk address") ‖ the bytes).
  package var address: Digest32 {
    let label = Label.chunkAddress
    return BLAKE2b256.digest(of: label.span, bytes.span)
  }

  /// Seals a text under the log key (32 bytes) of a vault's epoch.
  package static func sealed(
    _ text: Span<UInt8>, of vault: VaultID, epoch: UInt32, logKey: Span<UInt8>
  ) throws(ChunkRefusal) -> Chunk {
    guard text.count <= mostText else { throw .tooLarge(byteCount: text.count) }
    var bytes = [version]
    bytes.append(bigEndian: epoch)
    bytes += RandomBytes.array(count: 24)
    let data = additionalData(bytes, of: vault)
    let label = Label.chunk
    bytes.append(contentsOf: repeatElement(0, count: 32 + text.count + CommittingAEAD.overhead))
    do throws(SodiumError) {
      let commitment = try withTransientSecret(count: 32) { key throws(SodiumError) in
        try derive(data, logKey: logKey, into: &key)
        var whole = bytes.mutableSpan
        var sealed = whole._mutatingExtracting(sealedOffset...)
        return try CommittingAEAD.seal(
          text, into: &sealed, key: key.span, nonce: data.span.extracting(5..<headLength),
          label: label.span, additionalData: data.span)
      }
      bytes.replaceSubrange(headLength..<sealedOffset, with: commitment.bytes)
    } catch {
      throw .cryptography(error)
    }
    return try Chunk(bytes)
  }

  /// Opens the text with the log key of ``epoch``.
  package func opened(of vault: VaultID, logKey: Span<UInt8>) throws(ChunkRefusal) -> [UInt8] {
    let data = Self.additionalData(Array(bytes[..<Self.headLength]), of: vault)
    let label = Label.chunk
    var text = [UInt8](
      repeating: 0, count: bytes.count - Self.sealedOffset - CommittingAEAD.overhead)
    do throws(SodiumError) {
      try withTransientSecret(count: 32) { key throws(SodiumError) in
        try Self.derive(data, logKey: logKey, into: &key)
        var output = text.mutableSpan
        try CommittingAEAD.open(
          bytes.span.extracting(Self.sealedOffset...), into: &output, key: key.span,
          nonce: data.span.extracting(5..<Self.headLength),
          commitment: bytes.span.extracting(Self.headLength..<Self.sealedOffset),
          label: label.span, additionalData: data.span)
      }
    } catch {
      throw error == .wrongKey ? .wrongKey : error == .damaged ? .damaged : .cryptography(error)
    }
    return text
  }

  private static func additionalData(_ head: [UInt8], of vault: VaultID) -> [UInt8] {
    head + vault.digest.bytes
  }

  /// BLAKE2b-256(key: log key, label("casevault/1 chunk key") ‖ vault id ‖ nonce).
  private static func derive(
    _ data: [UInt8], logKey: Span<UInt8>, into key: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    var message = Label.chunkKey
    message += data[headLength...]
    message += data[5..<headLength]
    try BLAKE2b256.digest(of: message.span, key: logKey, into: &key)
  }
}

/// Why a chunk is not accepted, or not made.
package enum ChunkRefusal: Error, Equatable {
  case malformed
  case tooLarge(byteCount: Int)
  /// The commitment differs: another epoch, vault or chunk.
  case wrongKey
  case damaged
  case cryptography(SodiumError)
}
