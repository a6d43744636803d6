import AuditLog

/// A store as a database would be one: leaf hashes, and the complete subtrees that the frontier
/// reports.
struct TreeInMemory: TreeHashes {
  private(set) var frontier = Frontier()
  private var levels: [[TreeHash]] = [[]]

  init(leaves: some Sequence<TreeHash> = []) {
    for leaf in leaves { append(leaf) }
  }

  mutating func append(_ leaf: TreeHash) {
    levels[0].append(leaf)
    frontier.append(leaf) { subtree in
      if levels.count == subtree.level { levels.append([]) }
      precondition(UInt64(levels[subtree.level].count) == subtree.index)
      levels[subtree.level].append(subtree.hash)
    }
  }

  var size: UInt64 { UInt64(levels[0].count) }

  /// How many hashes lie at each level.
  var counts: [Int] { levels.map(\.count) }

  func hashes(level: Int, in range: Range<UInt64>) -> [TreeHash] {
    Array(levels[level][Int(range.lowerBound)..<Int(range.upperBound)])
  }
}

/// RFC 6962 §2.1 word for word: the tests' own idea of the tree, without any cleverness.
enum TreeModel {
  static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
    guard let first = leaves.first else { return .ofEmptyTree }
    guard leaves.count > 1 else { return first }
    let middle = leaves.startIndex + split(leaves.count)
    return .ofNode(root(leaves[..<middle]), root(leaves[middle...]))
  }

  /// PATH(m, D[n]), §2.1.1.
  static func path(_ index: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
    guard leaves.count > 1 else { return [] }
    let middle = leaves.startIndex + split(leaves.count)
    return index < middle
      ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
      : path(index, leaves[middle...]) + [root(leaves[..<middle])]
  }

  /// SUBPROOF(m, D[n], b), §2.1.2; `size` counts from the beginning of the whole tree.
  static func subproof(_ size: Int, _ leaves: ArraySlice<TreeHash>, whole: Bool) -> [TreeHash] {
    guard size < leaves.endIndex else { return whole ? [] : [root(leaves)] }
    let middle = leaves.startIndex + split(leaves.count)
    return size <= middle
      ? subproof(size, leaves[..<middle], whole: whole) + [root(leaves[middle...])]
      : subproof(size, leaves[middle...], whole: false) + [root(leaves[..<middle])]
  }

  private static func split(_ count: Int) -> Int {
    var width = 1
    while width * 2 < count { width *= 2 }
    return width
  }
}

/// `count` leaf hashes that differ.
func someLeaves(_ count: Int) -> [TreeHash] {
  (0..<UInt64(count)).map { number in
    TreeHash.ofLeaf([UInt8](bigEndian: number))
  }
}

extension [UInt8] {
  init(bigEndian number: UInt64) {
    self = (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
