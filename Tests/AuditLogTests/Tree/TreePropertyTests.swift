import AuditLog
import Testing

/// The tree against the recursive model of RFC 6962 §2.1.
struct TreePropertyTests {
  @Test func `every earlier root up to 300 is known from the stored hashes`() throws {
    let leaves = someLeaves(300)
    let tree = TreeInMemory(leaves: leaves)
    var growing = Frontier()
    for size in 0...300 {
      #expect(try tree.root(at: UInt64(size)) == TreeModel.root(leaves[..<size]))
      #expect(try tree.frontier(at: UInt64(size)) == growing)
      if size < 300 { growing.append(leaves[size]) }
    }
  }

  @Test func `every proof in small trees is the model's and holds`() throws {
    let leaves = someLeaves(40)
    let tree = TreeInMemory(leaves: leaves)
    for size in 1...40 {
      for place in 0..<size {
        try expectModelProofs(place: place, size: size, leaves: leaves, tree: tree)
      }
    }
  }

  @Test func `random proofs across tile borders are the model's and hold`() throws {
    var numbers = SeededNumbers(for: "random proofs")
    let leaves = someLeaves(1500)
    let tree = TreeInMemory(leaves: leaves)
    for _ in 0..<60 {
      let size = Int.random(in: 1...1500, using: &numbers)
      let place = Int.random(in: 0..<size, using: &numbers)
      try expectModelProofs(place: place, size: size, leaves: leaves, tree: tree)
    }
  }

  private func expectModelProofs(
    place: Int, size: Int, leaves: [TreeHash], tree: TreeInMemory
  ) throws {
    let root = TreeModel.root(leaves[..<size])
    let inclusion = try tree.inclusionProof(of: UInt64(place), size: UInt64(size))
    #expect(inclusion.path == TreeModel.path(place, leaves[..<size]))
    try inclusion.verify(leaf: leaves[place], root: root)
    let earlier = place + 1
    let consistency = try tree.consistencyProof(from: UInt64(earlier), to: UInt64(size))
    #expect(consistency.path == TreeModel.subproof(earlier, leaves[..<size], whole: true))
    try consistency.verify(earlier: TreeModel.root(leaves[..<earlier]), later: root)
  }

  @Test func `any range of leaves has the hash of a tree of its own`() throws {
    var numbers = SeededNumbers(for: "ranges")
    let leaves = someLeaves(700)
    let tree = TreeInMemory(leaves: leaves)
    for _ in 0..<60 {
      let start = Int.random(in: 0...700, using: &numbers)
      let end = Int.random(in: start...700, using: &numbers)
      let hash = try tree.hash(ofLeaves: UInt64(start)..<UInt64(end))
      #expect(hash == TreeModel.root(leaves[start..<end]), "\(start)..<\(end)")
    }
  }

  @Test func `a tree of 70,000 keeps 273 and 1 subtrees and proves across levels`() throws {
    var numbers = SeededNumbers(for: "70,000 leaves")
    let tree = TreeInMemory(leaves: someLeaves(70_000))
    #expect(tree.counts == [70_000, 273, 1])  // C2SP tlog-tiles, "Partial Tiles": its own example
    let root = try tree.root(at: 70_000)
    #expect(root == tree.frontier.root)
    for _ in 0..<50 {
      let place = UInt64.random(in: 0..<70_000, using: &numbers)
      try tree.inclusionProof(of: place, size: 70_000)
        .verify(leaf: tree.hashes(level: 0, in: place..<(place + 1))[0], root: root)
      try tree.consistencyProof(from: place + 1, to: 70_000)
        .verify(earlier: try tree.root(at: place + 1), later: root)
    }
  }

  @Test func `what lies beyond the tree is refused, however far`() throws {
    let tree = TreeInMemory(leaves: someLeaves(5))
    #expect(throws: TreeHashesError.beyondTree(6, size: 5)) { try tree.root(at: 6) }
    #expect(throws: TreeHashesError.beyondTree(.max, size: 5)) { try tree.frontier(at: .max) }
    #expect(throws: TreeHashesError.beyondTree(5, size: 5)) {
      try tree.inclusionProof(of: 5, size: 5)
    }
    #expect(throws: TreeHashesError.self) { try tree.inclusionProof(of: 0, size: .max) }
    #expect(throws: TreeHashesError.self) { try tree.consistencyProof(from: 3, to: .max) }
    #expect(throws: TreeHashesError.nothingToProve) { try tree.consistencyProof(from: 0, to: 5) }
    #expect(throws: TreeHashesError.beyondTree(4, size: 3)) {
      try tree.consistencyProof(from: 4, to: 3)
    }
  }

  @Test func `a store that has lost hashes is named, with what it lost`() {
    struct Forgetful: TreeHashes {
      var size: UInt64 = 300
      func hashes(level: Int, in range: Range<UInt64>) -> [TreeHash] { [] }
    }
    #expect(throws: TreeHashesError.missing(level: 1, range: 0..<1, found: 0)) {
      try Forgetful().root(at: 300)
    }
    #expect(throws: TreeHashesError.missing(level: 0, range: 0..<4, found: 0)) {
      try Forgetful().root(at: 4)
    }
    #expect(throws: TreeHashesError.beyondTree(1 << 63, size: 1 << 63 - 1)) {
      try Forgetful(size: .max).frontier(at: 1 << 63)
    }
  }
}
