import AuditLog
import Sodium
import Testing

struct FrontierTests {
  /// The eight leaves and roots with which certificate-transparency tests its trees
  /// (`merkletree/merkle_tree_test.cc`), computed anew with Python's hashlib.
  static let leaves = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ]
  static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test func `the published eight leaves give the published roots`() throws {
    var frontier = Frontier()
    #expect(frontier.root.hexadecimal == Self.roots[0])
    for (leaf, root) in zip(Self.leaves, Self.roots.dropFirst()) {
      frontier.append(.ofLeaf(try bytes(leaf)))
      #expect(frontier.root.hexadecimal == root)
    }
    #expect(frontier.size == 8)
    #expect(frontier.subtrees.count == 1)
  }

  @Test func `every size up to 300 has the model's root and comes back from bytes`() throws {
    let leaves = someLeaves(300)
    var frontier = Frontier()
    for size in 0...300 {
      #expect(frontier.root == TreeModel.root(leaves[..<size]))
      #expect(try Frontier(encoded: frontier.encoded) == frontier)
      #expect(frontier.encoded.count == 8 + 32 * size.nonzeroBitCount)
      if size < 300 { frontier.append(leaves[size]) }
    }
  }

  @Test func `a frontier with too few or too many hashes is refused`() throws {
    var frontier = Frontier()
    for leaf in someLeaves(7) { frontier.append(leaf) }
    let encoded = frontier.encoded
    for count in encoded.indices {
      #expect(throws: MalformedFrontier.self) {
        try Frontier(encoded: Array(encoded.prefix(count)))
      }
    }
    let extended = encoded + [0]
    #expect(throws: MalformedFrontier.wrongNumberOfHashes(size: 7, byteCount: 105)) {
      try Frontier(encoded: extended)
    }
  }

  @Test func `a frontier that claims another size is refused`() throws {
    var claimsSix = [UInt8](bigEndian: 6)
    claimsSix += [UInt8](repeating: 1, count: 96)
    #expect(throws: MalformedFrontier.wrongNumberOfHashes(size: 6, byteCount: 104)) {
      try Frontier(encoded: claimsSix)
    }
    let endless = [UInt8](repeating: 0xff, count: 8 + 64 * 32)
    #expect(throws: MalformedFrontier.sizeTooLarge(.max)) {
      try Frontier(encoded: endless)
    }
  }

  @Test func `appending reports each complete subtree once, in order`() {
    var reported: [String] = []
    var frontier = Frontier()
    for leaf in someLeaves(1024) {
      frontier.append(leaf) { reported.append("\($0.level)/\($0.index)") }
    }
    #expect(reported == ["1/0", "1/1", "1/2", "1/3"])
  }

  @Test func `subtrees hashed apart are put together to the same edge`() throws {
    let leaves = someLeaves(300)
    var whole = Frontier()
    for leaf in leaves { whole.append(leaf) }
    var parts = Frontier()
    for start in stride(from: 0, to: 288, by: 32) {
      try parts.append(subtree: TreeModel.root(leaves[start..<start + 32]), height: 5)
    }
    try parts.append(subtree: TreeModel.root(leaves[288..<296]), height: 3)
    for leaf in leaves[296...] { parts.append(leaf) }
    #expect(parts == whole)
  }

  @Test func `a subtree where none can stand is refused`() {
    var frontier = Frontier()
    frontier.append(.ofEmptyTree)
    let before = frontier
    for height in [1, 8, 62, 63, 64, -1, .max, .min] {
      #expect(throws: MisplacedSubtree()) {
        try frontier.append(subtree: .ofEmptyTree, height: height)
      }
    }
    #expect(frontier == before)
  }

  @Test func `hashes have one spelling in each alphabet`() throws {
    let hash = try TreeHash(try bytes(Self.roots[0]))
    #expect(hash.base64 == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    #expect(TreeHash(base64: hash.base64) == hash)
    #expect(TreeHash(hexadecimal: hash.hexadecimal) == hash)
    #expect(TreeHash(hexadecimal: hash.hexadecimal.uppercased()) == nil)
    #expect(TreeHash(hexadecimal: String(hash.hexadecimal.dropLast())) == nil)
    #expect(TreeHash(hexadecimal: String(hash.hexadecimal.dropLast(2))) == nil)
    // The last character's low bits belong to no byte: V would be a second spelling of U.
    #expect(TreeHash(base64: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=") == nil)
    #expect(TreeHash(base64: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU") == nil)
    #expect(TreeHash(base64: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n") == nil)
    #expect(throws: TreeHash.WrongLength(found: 31)) {
      try TreeHash([UInt8](repeating: 0, count: 31))
    }
  }
}
