package import Casework
package import Sodium

// A recovery key's secret is divided by exclusive or, once for each set of officers that shall do: whoever
// lacks one piece of a set has random bytes. Pieces of different sets have nothing to do with each other.

extension Keyring {
  /// Divides the secret of a held epoch, and lends each piece once, in the order of
  /// ``RecoveryShares/pieces(of:)``. Throws ``KeyringError/notHeld(_:epoch:)``, and what `use` throws.
  package func split(
    _ epoch: CompartmentEpoch, as purpose: RecoveryPurpose, among shares: RecoveryShares,
    _ use: (RecoveryPlace, Span<UInt8>) throws -> Void
  ) throws {
    var last = try SecretBytes(zeroed: EpochSecret.length)
    var piece = try SecretBytes(zeroed: EpochSecret.length)
    for set in shares.sets {
      let holders = RecoveryShares.places(in: set)
      var rest = last.mutableSpan
      try copySecret(of: epoch, into: &rest)
      for holder in holders.dropLast() {
        var output = piece.mutableSpan
        RandomBytes.fill(&output)
        last.combine(with: piece.span)
        try use(RecoveryPlace(purpose: purpose, set: set, holder: UInt8(holder)), piece.span)
      }
      guard let holder = holders.last else { continue }
      try use(RecoveryPlace(purpose: purpose, set: set, holder: UInt8(holder)), last.span)
    }
  }

  /// Draws the secret of a recovery key. The same as any epoch's, and forgotten once it is divided.
  package func drawRecoveryKey(
    _ id: CompartmentID = .random(), epoch: UInt32
  ) throws -> CompartmentEpoch {
    try draw(id, kind: .recovery, epoch: epoch)
  }

  /// The public half of the pair that signs recoveries with a held key.
  package func recoverySigner(
    of epoch: CompartmentEpoch
  ) throws -> Ed25519.VerifyingKey {
    try signingKey(of: epoch).verifyingKey
  }

  /// Signs a recovery with a held key: it admits a new device, and that is all it can do.
  package func signRecovery(
    _ statement: [UInt8], in vault: ContentHash, with epoch: CompartmentEpoch
  ) throws -> RecoverySignature {
    let key = try signingKey(of: epoch)
    return RecoverySignature(try key.sign(Self.signed(statement, in: vault)).bytes)
  }

  private func signingKey(of epoch: CompartmentEpoch) throws -> Ed25519.SigningKey {
    var seed = try SecretBytes(zeroed: EpochKey.length)
    try copy(.recoverySigning, of: epoch, into: &seed)
    return try Ed25519.SigningKey(seed: seed.span)
  }

  /// `label("casevault/1 recovered") ‖ vault ‖ statement`.
  fileprivate static func signed(_ statement: [UInt8], in vault: ContentHash) -> [UInt8] {
    var message = Message(.recovered)
    message.append(vault)
    message.append(statement)
    return message.bytes
  }
}

extension RecoverySignature {
  /// Whether the recovery key with this public half made it over the statement.
  package func signs(_ statement: [UInt8], in vault: ContentHash, by key: ContentHash) -> Bool {
    guard let signature = try? Ed25519.Signature(bytes),
      let signer = try? Ed25519.VerifyingKey(key.bytes)
    else { return false }
    return signer.accepts(signature, over: Keyring.signed(statement, in: vault))
  }
}

/// A recovery key's secret while its pieces are put together, in guarded memory.
package struct RecoveryAssembly: ~Copyable {
  private var sum: SecretBytes

  package init() throws(SodiumError) { sum = try SecretBytes(zeroed: EpochSecret.length) }

  /// Each piece of one set, once.
  package mutating func add(_ piece: Span<UInt8>) { sum.combine(with: piece) }

  /// Keeps the secret, where it is the one that the log commits to.
  /// Throws ``KeyringError/wrongSecret(_:epoch:)``.
  package borrowing func keep(in keyring: Keyring, as epoch: CompartmentEpoch) throws {
    try keyring.add(copying: sum.span, as: epoch)
  }

  /// Keeps it under the facts that it gives itself, before the log can be read.
  package borrowing func keepUnchecked(
    in keyring: Keyring, as id: CompartmentID, epoch: UInt32
  ) throws -> CompartmentEpoch {
    let facts = try EpochSecret.facts(of: id, kind: .recovery, epoch: epoch, from: sum.span)
    try keyring.add(copying: sum.span, as: facts)
    return facts
  }
}

extension SecretBytes {
  /// Puts the exclusive or of both in the place of the first. As long as the shorter.
  fileprivate mutating func combine(with other: Span<UInt8>) {
    var span = mutableSpan
    for index in 0..<min(span.count, other.count) { span[index] ^= other[index] }
  }
}
