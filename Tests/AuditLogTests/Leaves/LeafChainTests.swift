import AuditLog
import Testing

struct LeafChainTests {
  let leaves: [Leaf]

  /// Five entries in a row.
  init() throws {
    let maker = try LeafMaker()
    var frontier = Frontier()
    var leaves: [Leaf] = []
    for number: UInt8 in 0..<5 {
      let leaf = try maker.seal([number], header: maker.header(after: frontier))
      frontier.append(leaf.hash())
      leaves.append(leaf)
    }
    self.leaves = leaves
  }

  @Test func `a log in order ends in its root`() throws {
    var chain = LeafChain()
    for leaf in leaves { try chain.extend(by: leaf) }
    #expect(chain.frontier.size == 5)
    #expect(chain.frontier.root == TreeModel.root(leaves.map { $0.hash() }[...]))
  }

  @Test func `a leaf left out, doubled or exchanged breaks the chain where it happens`() throws {
    try expectBreak(in: [0, 2, 3], with: .outOfSequence(expected: 1, found: 2))
    try expectBreak(in: [0, 1, 1], with: .outOfSequence(expected: 2, found: 1))
    try expectBreak(in: [1, 0, 2], with: .outOfSequence(expected: 0, found: 1))
  }

  @Test func `a leaf on another history breaks the chain`() throws {
    let maker = try LeafMaker()
    let other = try maker.seal([99], header: maker.header())
    var forked = LeafChain()
    try forked.extend(by: other)
    #expect(throws: BrokenChain.otherHistory(sequence: 1)) { try forked.extend(by: leaves[1]) }
    #expect(forked.frontier.size == 1)
  }

  @Test func `a chain goes on from any earlier frontier`() throws {
    var beginning = LeafChain()
    try beginning.extend(by: leaves[0])
    var chain = LeafChain(after: beginning.frontier)
    for leaf in leaves.dropFirst() { try chain.extend(by: leaf) }
    #expect(chain.frontier.size == 5)
  }

  private func expectBreak(in order: [Int], with expected: BrokenChain) throws {
    var chain = LeafChain()
    #expect(throws: expected) {
      for place in order { try chain.extend(by: leaves[place]) }
    }
  }
}
