import AuditLog
import Sodium
import Testing

/// Whatever is changed in a proof, it no longer holds, and nothing traps.
struct ProofMutationTests {
  let leaves = someLeaves(300)
  let tree: TreeInMemory

  init() { tree = TreeInMemory(leaves: leaves) }

  @Test func `an inclusion proof survives no change of its path`() throws {
    for (place, size) in [(0, 1), (0, 2), (4, 5), (6, 7), (255, 256), (130, 300), (299, 300)] {
      let root = TreeModel.root(leaves[..<size])
      let proof = try tree.inclusionProof(of: UInt64(place), size: UInt64(size))
      for path in mutations(of: proof.path) {
        let changed = InclusionProof(index: proof.index, size: proof.size, path: path)
        #expect(throws: InvalidProof.self) { try changed.verify(leaf: leaves[place], root: root) }
      }
    }
  }

  @Test func `an inclusion proof shows no other place, leaf or root`() throws {
    let proof = try tree.inclusionProof(of: 130, size: 300)
    let root = TreeModel.root(leaves[...])
    for place: UInt64 in [0, 129, 131, 299, 300, .max] {
      let changed = InclusionProof(index: place, size: 300, path: proof.path)
      #expect(throws: InvalidProof.self) { try changed.verify(leaf: leaves[130], root: root) }
    }
    #expect(throws: InvalidProof.rootDiffers) { try proof.verify(leaf: leaves[131], root: root) }
    #expect(throws: InvalidProof.rootDiffers) {
      try proof.verify(leaf: leaves[130], root: leaves[0])
    }
    let nowhere = InclusionProof(index: 0, size: 0, path: [])
    #expect(throws: InvalidProof.indexBeyondTree(0, size: 0)) {
      try nowhere.verify(leaf: leaves[0], root: leaves[0])
    }
  }

  @Test func `a consistency proof survives no change of its path`() throws {
    for (earlier, later) in [(1, 1), (1, 2), (3, 7), (6, 8), (64, 300), (255, 256), (299, 300)] {
      let proof = try tree.consistencyProof(from: UInt64(earlier), to: UInt64(later))
      let roots = (TreeModel.root(leaves[..<earlier]), TreeModel.root(leaves[..<later]))
      for path in mutations(of: proof.path) {
        let changed = ConsistencyProof(
          earlierSize: proof.earlierSize, laterSize: proof.laterSize, path: path)
        #expect(throws: InvalidProof.self) { try changed.verify(earlier: roots.0, later: roots.1) }
      }
    }
  }

  @Test func `sizes at the end of the numbers are refused without a trap`() {
    let paths = [[], [leaves[0]], Array(repeating: leaves[0], count: 70)]
    for (earlier, later): (UInt64, UInt64) in [
      (1, .max), (.max, .max), (.max - 1, .max), (.max, 1),
    ] {
      for path in paths {
        let proof = ConsistencyProof(earlierSize: earlier, laterSize: later, path: path)
        #expect(throws: InvalidProof.self) {
          try proof.verify(earlier: leaves[1], later: leaves[2])
        }
        let inclusion = InclusionProof(index: earlier - 1, size: later, path: path)
        #expect(throws: InvalidProof.self) {
          try inclusion.verify(leaf: leaves[1], root: leaves[2])
        }
      }
    }
  }

  /// Every hash dropped, doubled, with its first and last bit flipped, exchanged with the next; one
  /// more hash before and behind.
  private func mutations(of path: [TreeHash]) -> [[TreeHash]] {
    var mutations = [path + [leaves[7]], [leaves[7]] + path]
    for place in path.indices {
      var dropped = path
      dropped.remove(at: place)
      mutations.append(dropped)
      mutations.append(Array(path[...place]) + Array(path[place...]))
      for bit in [0, 255] {
        var flipped = path
        flipped[place] = path[place].flipping(bit: bit)
        mutations.append(flipped)
      }
      if place > 0 {
        var swapped = path
        swapped.swapAt(place - 1, place)
        mutations.append(swapped)
      }
    }
    return mutations
  }
}

extension TreeHash {
  fileprivate func flipping(bit: Int) -> TreeHash {
    TreeHash(
      Digest32(InlineArray { digest.span[$0] ^ ($0 == bit / 8 ? 1 << UInt8(bit % 8) : 0) }))
  }
}
