/// The right edge of the tree: all that is needed to append the next leaf and to know the root.
///
/// Holds one hash for each complete subtree that makes up the tree, which is one for each bit set in
/// `size`, so never more than 64. Appending costs one node hash on average; ``root`` costs one less
/// than the number of subtrees. That is the least there is: every root has nodes along the right
/// edge that no other root has, so nothing can be kept from one to the next.
///
/// Source: RFC 9162 §2.1.1 (the tree), §2.1.2 (the stack that computes it).
package struct Frontier: Hashable, Sendable {
  /// The number of leaves in the tree.
  package private(set) var size: UInt64

  /// The complete subtrees from left to right, so from largest to smallest.
  package private(set) var subtrees: [TreeHash]

  /// The edge of the empty tree.
  package init() {
    size = 0
    subtrees = []
  }

  // The only other way in, for those in this target that have already matched the two.
  init(size: UInt64, subtrees: [TreeHash]) {
    self.size = size
    self.subtrees = subtrees
  }

  /// The root over all leaves so far; SHA-256 of nothing for the empty tree.
  package var root: TreeHash {
    guard var hash = subtrees.last else { return .ofEmptyTree }
    for left in subtrees.dropLast().reversed() {
      hash = .ofNode(left, hash)
    }
    return hash
  }

  /// Adds a leaf's hash at the right.
  ///
  /// `record` is told of every subtree of 256 leaves, 65,536 and so on that this leaf completes:
  /// these are the hashes that a store keeps, and later nothing but reading all leaves again would
  /// bring them back.
  package mutating func append(
    _ leaf: TreeHash, recording record: (TileSubtree) -> Void = { _ in }
  ) {
    var hash = leaf
    var height = 0
    while size & (1 << height) != 0, let left = subtrees.popLast() {
      hash = .ofNode(left, hash)
      height += 1
      if height.isMultiple(of: TileSubtree.bitsPerLevel) {
        record(TileSubtree(height: height, containing: size, hash: hash))
      }
    }
    subtrees.append(hash)
    size += 1
  }
}
