package import Casework
package import Sodium

/// The secret of one epoch of a compartment, on its way between a wrap and the ``Keyring``.
///
/// Thirty-two random bytes in guarded memory of their own (24 µs to make); those that are kept open
/// lie in the keyring. Source: docs/format.md §4.
package struct EpochSecret: ~Copyable, Sendable {
  let bytes: SecretBytes

  package static let length = 32

  /// The secret of a new epoch.
  package static func random() throws(SodiumError) -> EpochSecret {
    EpochSecret(bytes: try SecretBytes.random(count: length))
  }

  /// A copy. Throws ``SodiumError/wrongLength(_:expected:found:)`` unless there are ``length`` bytes.
  package init(copying secret: Span<UInt8>) throws(SodiumError) {
    guard secret.count == Self.length else {
      throw .wrongLength(.secret, expected: Self.length, found: secret.count)
    }
    bytes = try SecretBytes(copying: secret)
  }

  init(bytes: consuming SecretBytes) { self.bytes = bytes }

  /// The facts that the log states of an epoch with this secret.
  package borrowing func facts(
    of compartment: CompartmentID, kind: CompartmentKind, epoch: UInt32
  ) throws(SodiumError) -> CompartmentEpoch {
    try Self.facts(of: compartment, kind: kind, epoch: epoch, from: bytes.span)
  }

  /// The same for a secret in memory of the caller's.
  static func facts(
    of compartment: CompartmentID, kind: CompartmentKind, epoch: UInt32, from secret: Span<UInt8>
  ) throws(SodiumError) -> CompartmentEpoch {
    CompartmentEpoch(
      compartment: compartment, kind: kind, epoch: epoch,
      commitment: commitment(to: secret, of: compartment, epoch: epoch),
      publicKey: ContentHash(try publicKey(from: secret).span))
  }

  /// The key to which those seal who do not hold the compartment.
  private static func publicKey(from secret: Span<UInt8>) throws(SodiumError) -> X25519.PublicKey {
    try withTransientSecret(count: X25519.seedLength) { seed throws(SodiumError) in
      try derive(.boxSeed, from: secret, into: &seed)
      let seed = seed.span
      return try withTransientSecret(count: X25519.secretKeyLength) { key throws(SodiumError) in
        try X25519.deriveKeys(fromSeed: seed, into: &key)
      }
    }
  }

  /// What stands in the log for a secret that it must not tell.
  static func commitment(
    to secret: Span<UInt8>, of compartment: CompartmentID, epoch: UInt32
  ) -> ContentHash {
    var message = Message(.epoch)
    message.append(compartment)
    message.append(epoch)
    return ContentHash(BLAKE2b256.digest(of: message.span, secret))
  }

  /// Throws ``KeyringError/wrongSecret(_:epoch:)`` unless this is the secret that the log commits to.
  static func check(_ secret: Span<UInt8>, against facts: CompartmentEpoch) throws(KeyringError) {
    let found = commitment(to: secret, of: facts.compartment, epoch: facts.epoch)
    guard found == facts.commitment else {
      throw .wrongSecret(facts.compartment, epoch: facts.epoch)
    }
  }

  /// Derives a key into 32 bytes of the caller's guarded memory.
  static func derive(
    _ key: EpochKey, from secret: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try KeyDerivation.derive(
      key.rawValue, context: EpochKey.context, from: secret, into: &output)
  }
}
