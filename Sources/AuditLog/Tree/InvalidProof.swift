/// Why a proof shows nothing. Every case is a failure; there is no partial proof.
package enum InvalidProof: Error, Equatable {
  /// The leaf would stand behind the end of the tree.
  case indexBeyondTree(UInt64, size: UInt64)
  /// The earlier tree has no leaves, so there is nothing that could have been kept.
  case earlierTreeEmpty
  /// The earlier tree is larger than the later one.
  case sizesReversed
  /// The path ends before the root.
  case pathTooShort
  /// Hashes are left over after the root.
  case pathTooLong
  /// The path leads to another earlier root.
  case earlierRootDiffers
  /// The path leads to another root.
  case rootDiffers
}

// The two moves that both verifications of RFC 9162 §2.1.3.2 and §2.1.4.2 share. `node` is the
// place, at the current height, of the subtree whose hash is known; `last` is the rightmost place.

/// Goes up until `node` is a right child again: a node alone at the right edge has no sibling at the
/// heights between, so the path holds no hash for them.
func climbToRightChild(_ node: inout UInt64, _ last: inout UInt64) {
  while node != 0, !node.isOdd { shift(&node, &last) }
}

/// Goes up by one.
func shift(_ node: inout UInt64, _ last: inout UInt64) {
  node >>= 1
  last >>= 1
}

extension UInt64 {
  /// Whether a place is that of a right child.
  var isOdd: Bool { self & 1 == 1 }
}
