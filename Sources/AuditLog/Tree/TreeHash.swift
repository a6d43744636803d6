package import Sodium

/// One hash of the log's Merkle tree: a leaf's, a node's or a root.
///
/// Thirty-two bytes kept inline, so that an array of hashes is one block of memory and a hash never
/// touches the allocator. Source: RFC 9162 §2.1.1, with SHA-256.
package struct TreeHash: Hashable, Sendable {
  /// The length in bytes of every hash in the tree.
  package static let byteCount = 32

  /// The thirty-two bytes.
  package let digest: Digest32

  /// Wraps a digest, whose type already says that it has the right length.
  package init(_ digest: Digest32) {
    self.digest = digest
  }

  /// Takes in bytes from outside. Throws ``WrongLength`` unless there are exactly 32.
  package init(_ bytes: Span<UInt8>) throws(WrongLength) {
    guard bytes.count == Self.byteCount else { throw WrongLength(found: bytes.count) }
    digest = Digest32(InlineArray { index in bytes[index] })
  }

  /// Takes in bytes from outside. Throws ``WrongLength`` unless there are exactly 32.
  package init(_ bytes: [UInt8]) throws(WrongLength) {
    try self.init(bytes.span)
  }

  /// Bytes offered as a hash were not 32.
  package struct WrongLength: Error, Equatable {
    /// How many bytes there were.
    package let found: Int

    /// That there were `found`.
    package init(found: Int) { self.found = found }
  }
}

extension TreeHash {
  /// The root of the tree without leaves: SHA-256 of nothing. The prior root of entry 0.
  package static let ofEmptyTree = TreeHash(SHA256.digest(of: []))

  /// The hash of a leaf. The prefix keeps leaves and nodes apart, so that no node can be passed off
  /// as a leaf. Source: RFC 9162 §2.1.1.
  package static func ofLeaf(_ leaf: Span<UInt8>) -> TreeHash {
    TreeHash(SHA256.digest(prefix: 0x00, leaf))
  }

  /// The hash of a leaf in an array.
  package static func ofLeaf(_ leaf: [UInt8]) -> TreeHash { ofLeaf(leaf.span) }

  /// The hash of a node above two others. Source: RFC 9162 §2.1.1.
  package static func ofNode(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
    TreeHash(SHA256.digest(prefix: 0x01, left.digest.span, right.digest.span))
  }
}
