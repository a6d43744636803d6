/// Where the tree's hashes are kept: the one thing this target asks of a store.
///
/// Level 0 are the hashes of the leaves, level 1 those of complete subtrees of 256 leaves, level 2 of
/// 65,536, and so on. Every other hash of the tree follows from these, with at most 255 read from
/// each level.
package protocol TreeHashes {
  /// How many leaves the store holds hashes for.
  var size: UInt64 { get throws }

  /// The hashes at `level` whose indices lie in `range`, in order. `range` never spans more than 256
  /// and never reaches beyond the complete subtrees of that level.
  func hashes(level: Int, in range: Range<UInt64>) throws -> [TreeHash]
}

extension TreeHashes {
  /// The root of the tree as it was when it had `size` leaves.
  package func root(at size: UInt64) throws -> TreeHash {
    try hash(ofLeaves: 0..<size)
  }

  /// The right edge as it was when the tree had `size` leaves, so that leaves from there on can be
  /// checked, or proofs continued, without reading those before.
  package func frontier(at size: UInt64) throws -> Frontier {
    try requireLeaves(below: size)
    var start: UInt64 = 0
    var subtrees: [TreeHash] = []
    for height in (0..<63).reversed() where size & (1 << height) != 0 {
      subtrees.append(try hash(ofSubtreeAt: start, height: height))
      start += 1 << height
    }
    return Frontier(size: size, subtrees: subtrees)
  }

  /// `MTH(D[range])` of RFC 9162 §2.1.1: the hash of the tree over these leaves alone.
  ///
  /// Cheap for ranges that are subtrees of the log's tree, as all in proofs are. For others the
  /// nodes differ from the stored ones, and every leaf hash in the range is read.
  /// Throws ``TreeHashesError`` beyond the tree, and what the store throws.
  package func hash(ofLeaves range: Range<UInt64>) throws -> TreeHash {
    try requireLeaves(below: range.upperBound)
    return try hash(ofPresent: range)
  }

  private func hash(ofPresent range: Range<UInt64>) throws -> TreeHash {
    let count = range.upperBound - range.lowerBound
    guard count > 0 else { return .ofEmptyTree }
    let width = largestPowerOfTwo(notAbove: count)
    if width == count, range.lowerBound.isMultiple(of: width) {
      return try hash(ofSubtreeAt: range.lowerBound, height: width.trailingZeroBitCount)
    }
    let middle = range.lowerBound + largestPowerOfTwo(below: count)
    return .ofNode(
      try hash(ofPresent: range.lowerBound..<middle), try hash(ofPresent: middle..<range.upperBound)
    )
  }

  /// A complete subtree, folded from the stored hashes at the level just below its height.
  private func hash(ofSubtreeAt start: UInt64, height: Int) throws -> TreeHash {
    let level = height / TileSubtree.bitsPerLevel
    let first = start >> (level * TileSubtree.bitsPerLevel)
    let range = first..<(first + 1 << (height % TileSubtree.bitsPerLevel))
    var row = try hashes(level: level, in: range)
    guard row.count == range.count else {
      throw TreeHashesError.missing(level: level, range: range, found: row.count)
    }
    while row.count > 1 { row = row.foldedPairwise() }
    return row[0]
  }

  private func requireLeaves(below end: UInt64) throws {
    // The bound of Frontier too: a hostile size must not get as far as arithmetic with its top bit.
    let size = min(try size, Frontier.largestSize)
    guard end <= size else { throw TreeHashesError.beyondTree(end, size: size) }
  }
}

/// Why a hash could not be computed from what the store holds.
package enum TreeHashesError: Error, Equatable {
  /// A leaf or size was asked for that the tree does not reach.
  case beyondTree(UInt64, size: UInt64)
  /// The store answered with fewer or more hashes than were asked for.
  case missing(level: Int, range: Range<UInt64>, found: Int)
  /// A consistency proof was asked for from the empty tree, which would prove nothing.
  case nothingToProve
}

extension [TreeHash] {
  /// The next row up of a complete subtree: half as many hashes. The count is a power of two.
  fileprivate func foldedPairwise() -> [TreeHash] {
    stride(from: 0, to: count, by: 2).map { .ofNode(self[$0], self[$0 + 1]) }
  }
}

/// The largest power of two that is not above `count`, which is at least 1.
func largestPowerOfTwo(notAbove count: UInt64) -> UInt64 {
  1 << (UInt64.bitWidth - 1 - count.leadingZeroBitCount)
}

/// The `k` of RFC 9162 §2.1.1: the largest power of two below `count`, which is at least 2.
func largestPowerOfTwo(below count: UInt64) -> UInt64 {
  largestPowerOfTwo(notAbove: count - 1)
}
