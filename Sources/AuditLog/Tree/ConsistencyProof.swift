/// Shows that a tree is an earlier tree with leaves appended: nothing before was changed.
///
/// Source: RFC 9162 §2.1.4.
package struct ConsistencyProof: Hashable, Sendable {
  /// The number of leaves of the earlier tree, at least 1.
  package let earlierSize: UInt64
  /// The number of leaves of the later tree.
  package let laterSize: UInt64
  /// The hashes from which both roots follow.
  package let path: [TreeHash]

  /// Takes in a proof from anywhere; only ``verify(earlier:later:)`` tells whether it holds.
  package init(earlierSize: UInt64, laterSize: UInt64, path: [TreeHash]) {
    self.earlierSize = earlierSize
    self.laterSize = laterSize
    self.path = path
  }

  /// Throws ``InvalidProof`` unless both roots follow from the path and nothing is left over.
  ///
  /// The empty tree as the earlier one is refused: everything is consistent with it, so a caller who
  /// reached here with it has lost a size somewhere and must not be told that all is well.
  package func verify(earlier: TreeHash, later: TreeHash) throws(InvalidProof) {
    guard earlierSize > 0 else { throw .earlierTreeEmpty }
    guard earlierSize <= laterSize else { throw .sizesReversed }
    guard earlierSize < laterSize else { return try verifySameTree(earlier, later) }
    guard !path.isEmpty else { throw .pathTooShort }
    let roots = try rootsFromPath(startingAt: earlier)
    guard roots.earlier == earlier else { throw .earlierRootDiffers }
    guard roots.later == later else { throw .rootDiffers }
  }

  private func verifySameTree(_ earlier: TreeHash, _ later: TreeHash) throws(InvalidProof) {
    guard path.isEmpty else { throw .pathTooLong }
    guard earlier == later else { throw .rootDiffers }
  }

  /// RFC 9162 §2.1.4.2 from step 2, with its names in the comments.
  private func rootsFromPath(
    startingAt root: TreeHash
  ) throws(InvalidProof) -> (earlier: TreeHash, later: TreeHash) {
    // An earlier tree that is complete is itself a node of the later one, so the proof leaves it out.
    let isComplete = earlierSize.nonzeroBitCount == 1
    var node = earlierSize - 1  // fn
    var last = laterSize - 1  // sn
    while node.isOdd { shift(&node, &last) }
    var earlier = isComplete ? root : path[0]  // fr
    var later = earlier  // sr
    for sibling in path.dropFirst(isComplete ? 0 : 1) {
      guard last > 0 else { throw .pathTooLong }
      if node.isOdd || node == last {
        earlier = .ofNode(sibling, earlier)
        later = .ofNode(sibling, later)
        climbToRightChild(&node, &last)
      } else {
        later = .ofNode(later, sibling)
      }
      shift(&node, &last)
    }
    guard last == 0 else { throw .pathTooShort }
    return (earlier, later)
  }
}

extension TreeHashes {
  /// Proof that the tree at `laterSize` leaves extends the one at `earlierSize`.
  /// Throws ``TreeHashesError`` for sizes that are 0, reversed or beyond the tree, and what the store
  /// throws. Follows SUBPROOF of RFC 9162 §2.1.4.1 without its recursion.
  package func consistencyProof(
    from earlierSize: UInt64, to laterSize: UInt64
  ) throws -> ConsistencyProof {
    guard earlierSize > 0 else { throw TreeHashesError.nothingToProve }
    guard earlierSize <= laterSize else {
      throw TreeHashesError.beyondTree(earlierSize, size: laterSize)
    }
    var range = 0..<laterSize
    var path: [TreeHash] = []
    while range.upperBound != earlierSize {
      let middle = range.lowerBound + largestPowerOfTwo(below: range.upperBound - range.lowerBound)
      let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
      let goesLeft = earlierSize <= middle
      path.append(try hash(ofLeaves: goesLeft ? right : left))
      range = goesLeft ? left : right
    }
    // `b` of the RFC: the verifier already has this node when it is the whole earlier tree.
    if range.lowerBound > 0 { path.append(try hash(ofLeaves: range)) }
    return ConsistencyProof(
      earlierSize: earlierSize, laterSize: laterSize, path: path.reversed())
  }
}
