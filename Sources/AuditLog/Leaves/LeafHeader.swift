package import Sodium

/// What a leaf says in the open: where it belongs, and the whole history that it stands on.
///
/// 102 bytes (docs/format.md §6): version = 2 ‖ suite = 1 ‖ vault id (32) ‖ sequence (u64) ‖ prior
/// root (32) ‖ vault epoch (u32) ‖ nonce (24). They are the additional data of the sealed body and
/// the beginning of what is signed, so nothing in them can be changed on its own.
package struct LeafHeader: Hashable, Sendable {
  /// The length in bytes of every header.
  package static let byteCount = 102

  /// The one format version that is read. Bodies of version 1 were sealed with XChaCha20-Poly1305.
  package static let version: UInt8 = 2

  /// Ed25519, ChaCha20-Poly1305, BLAKE2b, SHA-256.
  package static let suite: UInt8 = 1

  /// The vault that the entry belongs to.
  package let vault: VaultID
  /// The entry's place in the log, from 0.
  package let sequence: UInt64
  /// The root over all earlier entries.
  package let priorRoot: TreeHash
  /// The epoch of the vault compartment whose log key seals the body.
  package let epoch: UInt32
  /// Random, and used for this leaf alone.
  package let nonce: CommittingAEAD.Nonce

  /// The header of the entry that comes next after `frontier`.
  package init(
    vault: VaultID, after frontier: Frontier, epoch: UInt32,
    nonce: CommittingAEAD.Nonce = RandomBytes.fixed()
  ) {
    self.init(
      vault: vault, sequence: frontier.size, priorRoot: frontier.root, epoch: epoch, nonce: nonce)
  }

  /// The header of the entry that comes next in a chain, whose root is known.
  package init(vault: VaultID, after chain: LeafChain, epoch: UInt32) {
    self.init(
      vault: vault, sequence: chain.frontier.size, priorRoot: chain.root, epoch: epoch,
      nonce: RandomBytes.fixed())
  }

  /// A header of given parts.
  package init(
    vault: VaultID, sequence: UInt64, priorRoot: TreeHash, epoch: UInt32,
    nonce: CommittingAEAD.Nonce
  ) {
    self.vault = vault
    self.sequence = sequence
    self.priorRoot = priorRoot
    self.epoch = epoch
    self.nonce = nonce
  }
}

extension LeafHeader {
  /// The bytes, as they stand at the beginning of the leaf.
  package var encoded: [UInt8] {
    var bytes = [Self.version, Self.suite]
    bytes.reserveCapacity(Leaf.bodyOffset)
    bytes.append(copying: vault.digest.span)
    bytes.append(bigEndian: sequence)
    bytes.append(copying: priorRoot.digest.span)
    bytes.append(bigEndian: epoch)
    bytes.append(copying: nonce.span)
    return bytes
  }

  /// Reads a header from the beginning of bytes that came from outside a leaf, such as a founding that
  /// waits for its second signature. Throws ``LeafRefusal``.
  package init(encoded bytes: [UInt8]) throws(LeafRefusal) {
    guard bytes.count >= Self.byteCount else { throw .malformed(.leaf) }
    try self.init(readingFrom: bytes.span)
  }

  /// Reads the first 102 bytes; the caller has seen to it that they are there.
  ///
  /// Version and suite come first: of a later format not even the length can be judged.
  init(readingFrom bytes: Span<UInt8>) throws(LeafRefusal) {
    guard bytes[0] == Self.version, bytes[1] == Self.suite else {
      throw .unsupportedVersion(bytes[0], suite: bytes[1])
    }
    self.init(
      vault: VaultID(bytes.fixed(at: 2)), sequence: bytes.bigEndian(at: 34, as: UInt64.self),
      priorRoot: TreeHash(bytes.fixed(at: 42)), epoch: bytes.bigEndian(at: 74, as: UInt32.self),
      nonce: bytes.fixed(at: 78))
  }
}

extension Span<UInt8> {
  /// A copy of the bytes from an offset on. The caller has checked that they are there.
  fileprivate func fixed<let count: Int>(at offset: Int) -> FixedBytes<count> {
    FixedBytes(InlineArray { index in self[offset + index] })
  }
}
