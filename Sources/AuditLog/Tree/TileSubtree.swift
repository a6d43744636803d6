/// One complete subtree 256 leaves wide, or 256 of those, and so on: what a store keeps of the tree
/// besides the leaves' own hashes.
///
/// Source: C2SP tlog-tiles, "Merkle Tree"; a subtree here is one hash within a tile there.
package struct TileSubtree: Hashable, Sendable {
  /// How many subtrees of one level make one of the next, as a power of two.
  package static let bitsPerLevel = 8

  /// How many subtrees of one level make one of the next.
  package static let width: UInt64 = 256

  /// 1 for 256 leaves, 2 for 65,536, 3 for 16,777,216. Level 0 would be the leaf itself.
  package let level: Int

  /// The place among the subtrees of this level, from the left, from 0.
  package let index: UInt64

  /// The root of the subtree.
  package let hash: TreeHash

  init(height: Int, containing leaf: UInt64, hash: TreeHash) {
    level = height / Self.bitsPerLevel
    index = leaf >> height
    self.hash = hash
  }
}
