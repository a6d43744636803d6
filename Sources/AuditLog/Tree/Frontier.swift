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
    merge(leaf, height: 0, recording: record)
    size += 1
  }

  /// Adds a complete subtree of 2^`height` leaves at once.
  ///
  /// So several workers hash a stretch of leaves each, and their subtrees are put together in a
  /// moment. Throws ``MisplacedSubtree`` where such a subtree cannot stand, and stays as it was.
  package mutating func append(subtree: TreeHash, height: Int) throws(MisplacedSubtree) {
    guard (0..<63).contains(height), size.isMultiple(of: 1 << height),
      Self.largestSize - size >= 1 << height
    else { throw MisplacedSubtree() }
    merge(subtree, height: height) { _ in }
    size += 1 << height
  }

  private mutating func merge(
    _ subtree: TreeHash, height: Int, recording record: (TileSubtree) -> Void
  ) {
    var (hash, height) = (subtree, height)
    while size & (1 << height) != 0, let left = subtrees.popLast() {
      hash = .ofNode(left, hash)
      height += 1
      if height.isMultiple(of: TileSubtree.bitsPerLevel) {
        record(TileSubtree(height: height, containing: size, hash: hash))
      }
    }
    subtrees.append(hash)
  }
}

/// A subtree can only stand where its width divides the number of leaves before it.
package struct MisplacedSubtree: Error, Equatable {
  /// It has nothing more to say: the caller knows what it asked for.
  package init() {}
}
