import AuditLog
import Foundation
import Testing

/// Held to the proofs of transparency-dev/merkle; see Fixtures/merkle/ORIGIN.md.
struct MerkleVectorTests {
  struct Inclusion: Decodable {
    let leafIdx: UInt64
    let treeSize: UInt64
    let root: Data
    let leafHash: Data
    let proof: [Data]?
    let wantErr: Bool

    var holds: Bool {
      get throws {
        let proof = InclusionProof(index: leafIdx, size: treeSize, path: try hashes(proof))
        try proof.verify(leaf: try hash(leafHash), root: try hash(root))
        return true
      }
    }
  }

  struct Consistency: Decodable {
    let size1: UInt64
    let size2: UInt64
    let root1: Data
    let root2: Data
    let proof: [Data]?
    let wantErr: Bool

    var holds: Bool {
      get throws {
        let proof = ConsistencyProof(
          earlierSize: size1, laterSize: size2, path: try hashes(proof))
        try proof.verify(earlier: try hash(root1), later: try hash(root2))
        return true
      }
    }
  }

  @Test func `all 98 inclusion vectors end as they should`() throws {
    let paths = try fixturePaths(below: "merkle/inclusion")
    #expect(paths.count == 98)
    var accepted = 0
    for path in paths {
      let vector = try JSONDecoder().decode(Inclusion.self, from: fixture(path))
      let holds = (try? vector.holds) ?? false
      #expect(holds == !vector.wantErr, "\(path)")
      accepted += holds ? 1 : 0
    }
    #expect(accepted == 6)
  }

  /// The vector that asks for equal roots of one leaf gives two strings of 12 bytes in place of
  /// hashes. A hash is 32 bytes here, so it is refused before there is a proof.
  static let dummyRoots = "sizes-are-equal-one-and-proof-is-empty.json"

  @Test func `all 98 consistency vectors end as they should`() throws {
    let paths = try fixturePaths(below: "merkle/consistency")
    #expect(paths.count == 98)
    var accepted = 0
    for path in paths where !path.hasSuffix(Self.dummyRoots) {
      let vector = try JSONDecoder().decode(Consistency.self, from: fixture(path))
      let holds = (try? vector.holds) ?? false
      #expect(holds == !vector.wantErr, "\(path)")
      accepted += holds ? 1 : 0
    }
    #expect(accepted == 5)
  }

  @Test func `the one good vector with dummy roots is refused for their length`() throws {
    let path = "merkle/consistency/additional/" + Self.dummyRoots
    let vector = try JSONDecoder().decode(Consistency.self, from: fixture(path))
    #expect(!vector.wantErr)
    #expect(throws: TreeHash.WrongLength(found: vector.root1.count)) { try vector.holds }
  }

  @Test func `an earlier tree without leaves is refused by name`() throws {
    let empty = try fixturePaths(below: "merkle/consistency").filter { path in
      try JSONDecoder().decode(Consistency.self, from: fixture(path)).size1 == 0
    }
    #expect(empty.count == 9)
    let proof = ConsistencyProof(earlierSize: 0, laterSize: 0, path: [])
    #expect(throws: InvalidProof.earlierTreeEmpty) {
      try proof.verify(earlier: .ofEmptyTree, later: .ofEmptyTree)
    }
  }
}

private func hash(_ data: Data) throws -> TreeHash { try TreeHash([UInt8](data)) }
private func hashes(_ data: [Data]?) throws -> [TreeHash] { try (data ?? []).map(hash) }
