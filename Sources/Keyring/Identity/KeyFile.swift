internal import Casework
package import Sodium

/// The key file: one device's seed under a passphrase, exactly 142 bytes, never inside a vault.
/// Source: docs/format.md §2.
package enum KeyFile {
  package static let length = 142

  /// Seals an identity under a passphrase that met the rules (0.6 s at the standard cost).
  ///
  /// Salt and nonce are new each time: a file written again tells nobody that it holds the same seed.
  package static func seal(
    _ identity: borrowing DeviceIdentity, under chosen: borrowing ChosenPassphrase,
    cost: KeyFileCost = .standard
  ) throws -> [UInt8] {
    let head = KeyFileHead(cost: cost, salt: RandomBytes.fixed())
    let keys = try derive(from: chosen.passphrase, head)
    let nonce = RandomBytes.fixed(XChaCha20Poly1305.Nonce.self)
    var ciphertext = FixedBytes<48>()
    var output = ciphertext.mutableSpan
    let additionalData = head.bytes
    try identity.held().withSeed { seed in
      try XChaCha20Poly1305.seal(
        seed, into: &output, key: keys.span.extracting(first: 32), nonce: nonce.span,
        additionalData: additionalData.span)
    }
    var bytes = additionalData
    bytes.append(copying: keys.span.extracting(last: 32))
    bytes.append(copying: nonce.span)
    bytes.append(copying: ciphertext.span)
    return bytes
  }

  /// Opens a key file. Takes as long as sealing did; refusals other than the last two take none.
  ///
  /// Throws ``KeyFileError``: ``KeyFileError/wrongPassphrase`` when the commitment differs,
  /// ``KeyFileError/damaged`` when it is right and the rest is not.
  package static func open(
    _ bytes: [UInt8], with passphrase: borrowing Passphrase
  ) throws -> DeviceIdentity {
    let head = try KeyFileHead(reading: bytes)
    let keys = try derive(from: passphrase, head)
    let commitment = bytes.span.extracting(KeyFileHead.length..<KeyFileHead.length + 32)
    guard ConstantTime.equal(commitment, keys.span.extracting(last: 32)) else {
      throw KeyFileError.wrongPassphrase
    }
    do {
      return try DeviceIdentity(seed: seed(in: bytes, key: keys))
    } catch SodiumError.damaged {
      throw KeyFileError.damaged
    }
  }

  /// The cost that a file states, before anybody types a passphrase for it. Throws ``KeyFileError``.
  package static func cost(of bytes: [UInt8]) throws(KeyFileError) -> KeyFileCost {
    try KeyFileHead(reading: bytes).cost
  }

  /// A name for the file as it lies there: whoever changes its passphrase makes another. Not secret.
  package static func id(of bytes: [UInt8]) -> Digest32 {
    var message = Message(.keyFileID)
    message.append(bytes)
    return BLAKE2b256.digest(of: message.span)
  }

  private static func seed(
    in bytes: [UInt8], key: borrowing SecretBytes
  ) throws(SodiumError) -> SecretBytes {
    let sealed = bytes.span.extracting(last: 72)
    var seed = try SecretBytes(zeroed: DeviceIdentity.seedLength)
    var output = seed.mutableSpan
    try XChaCha20Poly1305.open(
      sealed.extracting(24...), into: &output, key: key.span.extracting(first: 32),
      nonce: sealed.extracting(..<24),
      additionalData: bytes.span.extracting(first: KeyFileHead.length))
    return seed
  }

  /// Sixty-four bytes: the key, then the commitment that tells a wrong passphrase from damage.
  private static func derive(
    from passphrase: borrowing Passphrase, _ head: KeyFileHead
  ) throws -> SecretBytes {
    try Argon2id.derive(
      from: passphrase.text.span, salt: head.salt.span, cost: head.cost.argon2id(), count: 64)
  }
}

/// Why a key file was not opened or written.
package enum KeyFileError: Error, Equatable, Sendable {
  /// Begins with other bytes.
  case notAKeyFile
  /// A key file whose line ends were changed on the way: it was sent or stored as text.
  case mangledAsText
  /// Written by a newer program.
  case unsupportedVersion(UInt8)
  case unsupportedSuite(UInt8)
  case truncated(bytes: Int)
  /// Something was added to the end of a key file.
  case trailingBytes(count: Int)
  /// Asks for more memory or time than is given, or for less than is safe to write.
  case costOutOfBounds(operations: UInt32, memory: UInt64)
  case wrongPassphrase
  /// The passphrase is right and the file is not. There may be a backup of it.
  case damaged
}
