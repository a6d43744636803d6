import Sodium

/// One entry of the log as it is stored: a header in the open, and a body sealed under a key of its
/// own. Lengths, version and vault are checked; who wrote it, and what, is not known yet.
///
/// Source: docs/format.md §6.
package struct Leaf: Hashable, Sendable {
  /// C2SP tlog-tiles writes the length of an entry in two bytes.
  package static let mostBytes = 65_535

  /// Where the entry says that it stands.
  package let header: LeafHeader

  /// Header ‖ commitment ‖ sealed body: what is hashed into the tree.
  package let bytes: [UInt8]

  /// Reads a leaf of the vault `vault`. Throws ``LeafRefusal``.
  package init(_ bytes: [UInt8], of vault: VaultID) throws(LeafRefusal) {
    guard bytes.count >= LeafHeader.byteCount else { throw .malformed(.leaf) }
    let header = try LeafHeader(readingFrom: bytes.span)
    let bodyCount = bytes.count - Self.bodyOffset - CommittingAEAD.overhead
    guard bytes.count <= Self.mostBytes, bodyCount > 0,
      bodyCount.isMultiple(of: LeafBody.paddingUnit)
    else { throw .malformed(.leaf) }
    guard header.vault == vault else { throw .foreignVault(header.vault) }
    self.init(header: header, bytes: bytes)
  }

  init(header: LeafHeader, bytes: [UInt8]) {
    self.header = header
    self.bytes = bytes
  }

  /// The leaf's hash in the tree. Computed anew each time, at about 7 ns a byte.
  package func hash() -> TreeHash { .ofLeaf(bytes) }

  static let commitmentOffset = LeafHeader.byteCount
  static let bodyOffset = commitmentOffset + CommittingAEAD.commitmentLength
}
