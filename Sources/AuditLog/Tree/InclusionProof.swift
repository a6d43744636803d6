/// Shows that a leaf stands at a place in a tree of a given size.
///
/// Source: RFC 9162 §2.1.3.
package struct InclusionProof: Hashable, Sendable {
  /// The leaf's place, from 0.
  package let index: UInt64
  /// The number of leaves of the tree that it is shown to be in.
  package let size: UInt64
  /// The hashes beside the way from leaf to root, from the bottom.
  package let path: [TreeHash]

  /// Takes in a proof from anywhere; only ``verify(leaf:root:)`` tells whether it holds.
  package init(index: UInt64, size: UInt64, path: [TreeHash]) {
    self.index = index
    self.size = size
    self.path = path
  }

  /// Throws ``InvalidProof`` unless the proof leads from `leaf`'s hash to `root` in exactly as many
  /// steps as the tree has. Follows RFC 9162 §2.1.3.2, with its names in the comments.
  package func verify(leaf: TreeHash, root: TreeHash) throws(InvalidProof) {
    guard index < size else { throw .indexBeyondTree(index, size: size) }
    var node = index  // fn
    var last = size - 1  // sn
    var hash = leaf  // r
    for sibling in path {
      guard last > 0 else { throw .pathTooLong }
      if node.isOdd || node == last {
        hash = .ofNode(sibling, hash)
        climbToRightChild(&node, &last)
      } else {
        hash = .ofNode(hash, sibling)
      }
      shift(&node, &last)
    }
    guard last == 0 else { throw .pathTooShort }
    guard hash == root else { throw .rootDiffers }
  }
}

extension TreeHashes {
  /// Proof that leaf `index` is in the tree as it was at `size` leaves.
  /// Throws ``TreeHashesError`` when there is no such leaf or size, and what the store throws.
  package func inclusionProof(of index: UInt64, size: UInt64) throws -> InclusionProof {
    guard index < size else { throw TreeHashesError.beyondTree(index, size: size) }
    var range = 0..<size
    var path: [TreeHash] = []
    while range.upperBound - range.lowerBound > 1 {
      let middle = range.lowerBound + largestPowerOfTwo(below: range.upperBound - range.lowerBound)
      let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
      path.append(try hash(ofLeaves: left.contains(index) ? right : left))
      range = left.contains(index) ? left : right
    }
    return InclusionProof(index: index, size: size, path: path.reversed())
  }
}
