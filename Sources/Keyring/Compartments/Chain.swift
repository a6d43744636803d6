package import Casework
package import Sodium

// The vault's and oversight's log and envelopes stay where they are when those rotate; instead each
// new epoch opens the one before. Source: docs/format.md §4, "Chain".

extension Keyring {
  /// Seals the secret of an epoch under the one that follows it; both are held.
  package func chain(
    _ old: CompartmentEpoch, under new: CompartmentEpoch, in vault: ContentHash
  ) throws -> Wrap {
    var room = try ChainRoom()
    return Wrap(
      locator: try Self.chainLocator(of: new).bytes,
      bytes: try chained(old, under: new, in: vault, by: &room))
  }

  /// The same without its place. Leaves the key that seals what hangs on `new` in the room.
  func chained(
    _ old: CompartmentEpoch, under new: CompartmentEpoch, in vault: ContentHash,
    by room: inout ChainRoom
  ) throws -> [UInt8] {
    var target = room.secret.mutableSpan
    try copySecret(of: old, into: &target)
    try copy(.chain, of: new, into: &room.key)
    let nonce = RandomBytes.fixed(CommittingAEAD.Nonce.self)
    let label = Label.chain.bytes
    let additionalData = Self.chainData(for: new, in: vault)
    var ciphertext = FixedBytes<48>()
    var output = ciphertext.mutableSpan
    let commitment = try CommittingAEAD.seal(
      room.secret.span, into: &output, key: room.key.span, nonce: nonce.span, label: label.span,
      additionalData: additionalData.span)
    return nonce.bytes + commitment.bytes + ciphertext.bytes
  }

  /// Where the chain from an epoch to the one before it lies.
  package static func chainLocator(of new: CompartmentEpoch) throws -> Locator {
    try LocatorKey(of: new).wrapLocator(of: new.compartment, epoch: new.epoch, part: .chain)
  }

  /// Opens a chain from a held epoch to the one before it, and keeps that one's secret.
  ///
  /// Throws ``ChainError``, and ``KeyringError/wrongSecret(_:epoch:)`` when what the chain holds is
  /// not the secret that the log commits to.
  package func follow(
    _ chain: [UInt8], from new: CompartmentEpoch, to old: CompartmentEpoch, in vault: ContentHash
  ) throws {
    let secret = try chained(chain, from: new, in: vault)
    try add(copying: secret.span, as: old)
  }

  /// The same before the log can be read: keeps the secret under the facts that it gives itself. The
  /// caller compares them with the log's as soon as that is open. Throws ``ChainError``.
  package func followFirst(
    _ chain: [UInt8], from new: CompartmentEpoch, in vault: ContentHash
  ) throws -> CompartmentEpoch {
    // A first wrap may claim any epoch; before the first there is none.
    guard new.epoch > 1 else { throw ChainError.misplaced }
    let secret = EpochSecret(bytes: try chained(chain, from: new, in: vault))
    let claimed = try secret.facts(
      of: new.compartment, kind: new.kind, epoch: new.epoch - 1)
    try add(secret, as: claimed)
    return claimed
  }

  private func chained(
    _ chain: [UInt8], from new: CompartmentEpoch, in vault: ContentHash
  ) throws -> SecretBytes {
    guard chain.count == SealedPart.length(ofPadded: EpochSecret.length) else {
      throw ChainError.wrongLength(chain.count)
    }
    let key = try chainKey(of: new)
    let additionalData = Self.chainData(for: new, in: vault)
    do {
      return try Self.open(chain, key: key, additionalData: additionalData)
    } catch SodiumError.wrongKey {
      throw ChainError.misplaced
    } catch SodiumError.damaged {
      throw ChainError.damaged
    }
  }

  private static func open(
    _ chain: [UInt8], key: borrowing SecretBytes, additionalData: [UInt8]
  ) throws(SodiumError) -> SecretBytes {
    let label = Label.chain.bytes
    var secret = try SecretBytes(zeroed: EpochSecret.length)
    var output = secret.mutableSpan
    try CommittingAEAD.open(
      chain.span.extracting(SealedPart.ciphertext), into: &output, key: key.span,
      nonce: chain.span.extracting(SealedPart.nonce),
      commitment: chain.span.extracting(SealedPart.commitment), label: label.span,
      additionalData: additionalData.span)
    return secret
  }

  func chainKey(of epoch: CompartmentEpoch) throws -> SecretBytes {
    var key = try SecretBytes(zeroed: EpochKey.length)
    try copy(.chain, of: epoch, into: &key)
    return key
  }

  static func chainData(for new: CompartmentEpoch, in vault: ContentHash) -> [UInt8] {
    var message = Message()
    message.append(vault)
    message.append(new.compartment)
    message.append(new.epoch)
    return message.bytes
  }
}

/// Why a chain does not lead to the epoch before.
package enum ChainError: Error, Equatable, Sendable {
  case wrongLength(Int)
  /// Sealed under another epoch, or in another vault or compartment.
  case misplaced
  /// In its place, but its bytes were changed.
  case damaged
}

/// Guarded room in which chains are sealed. For many of them one: to ask the system for it anew each time takes
/// longer than the sealing.
package struct ChainRoom: ~Copyable {
  var key: SecretBytes
  var secret: SecretBytes

  package init() throws(SodiumError) {
    let key = try SecretBytes(zeroed: EpochKey.length)
    let secret = try SecretBytes(zeroed: EpochSecret.length)
    self.key = key
    self.secret = secret
  }
}
