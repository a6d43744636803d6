import AuditLog
import Sodium
import Testing

struct TiledLogTests {
  static let size = 600
  let entries: [[UInt8]]
  let tree: TreeInMemory
  let files: [String: [UInt8]]

  /// A log of 600 entries of 0 to 599 bytes, written out.
  init() throws {
    entries = (0..<Self.size).map { [UInt8](repeating: UInt8($0 % 251), count: $0) }
    tree = TreeInMemory(leaves: entries.map { TreeHash.ofLeaf($0) })
    let origin = LogOrigin(vault: VaultID(Digest32()), generation: 1)
    let checkpoint = try Checkpoint.signed(
      origin: origin, size: UInt64(Self.size), root: tree.frontier.root,
      with: signingKey(filledWith: 1))
    var files: [String: [UInt8]] = [:]
    var order: [String] = []
    let entries = entries
    try tree.writeTiles(
      size: UInt64(Self.size), checkpoint: checkpoint,
      entries: { Array(entries[Int($0.lowerBound)..<Int($0.upperBound)]) },
      to: { path, bytes in
        files[path] = bytes
        order.append(path)
      })
    #expect(order.last == "checkpoint")
    #expect(order.count == files.count)
    self.files = files
  }

  @Test func `a log is written as tiles, bundles and a checkpoint`() {
    #expect(
      files.keys.sorted() == [
        "checkpoint", "tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2",
        "tile/entries/000", "tile/entries/001", "tile/entries/002.p/88",
      ])
    #expect(files["tile/0/000"]?.count == 8192)
    #expect(files["tile/1/000.p/2"]?.count == 64)
    #expect(files["tile/entries/000"]?.prefix(5) == [0, 0, 0, 1, 1])
  }

  @Test func `a log read back verifies and proves like the one written`() throws {
    let log = log(files)
    let root = tree.frontier.root
    try log.verify(root: root)
    #expect(try log.root(at: 600) == root)
    #expect(try log.entries(in: 511..<512) == [entries[511]])
    try log.inclusionProof(of: 300, size: 600).verify(leaf: .ofLeaf(entries[300]), root: root)
    let proof = try log.consistencyProof(from: 257, to: 600)
    try proof.verify(earlier: tree.root(at: 257), later: root)
  }

  @Test func `any changed file is found`() throws {
    for path in files.keys.sorted() where path != "checkpoint" {
      for place in stride(from: 0, to: files[path]?.count ?? 0, by: 997) {
        var changed = files
        changed[path]?[place] ^= 1
        let log = log(changed)
        #expect(throws: TiledLogFault.self, "\(path), byte \(place)") {
          try log.verify(root: tree.frontier.root)
        }
      }
    }
  }

  @Test func `a missing, cut or exchanged file is found`() throws {
    for path in files.keys.sorted() where path != "checkpoint" {
      var missing = files
      missing[path] = nil
      expectRefused(missing, path)
      var cut = files
      cut[path]?.removeLast()
      expectRefused(cut, path)
    }
    var exchanged = files
    exchanged["tile/0/000"] = files["tile/0/001"]
    exchanged["tile/0/001"] = files["tile/0/000"]
    expectRefused(exchanged, "exchanged")
  }

  @Test func `a log that fits together and is another one is refused`() {
    let log = log(files)
    #expect(throws: TiledLogFault.rootDiffers) { try log.verify(root: .ofEmptyTree) }
  }

  @Test func `bundles hold entries of up to 65,535 bytes`() throws {
    let longest = [UInt8](repeating: 1, count: 65_535)
    let bundle = try EntryBundle.encoded([[], longest])
    #expect(bundle.prefix(5) == [0, 0, 0xff, 0xff, 1])
    #expect(try EntryBundle.entries(in: bundle, count: 2) == [[], longest])
    #expect(throws: MalformedTile.oversizedEntry(byteCount: 65_536)) {
      try EntryBundle.encoded([longest + [1]])
    }
    #expect(throws: MalformedTile.wrongWidth(expected: 3, found: 2)) {
      try EntryBundle.entries(in: bundle, count: 3)
    }
    #expect(throws: MalformedTile.cutShort) { try EntryBundle.entries(in: [0, 0, 0], count: 1) }
    #expect(throws: MalformedTile.cutShort) { try EntryBundle.entries(in: [0, 2, 0], count: 1) }
    #expect(throws: MalformedTile.wrongWidth(expected: 2, found: 1)) {
      try HashTile.hashes(in: [UInt8](repeating: 0, count: 63), count: 2)
    }
  }

  private func log(_ files: [String: [UInt8]]) -> TiledLog {
    TiledLog(size: UInt64(Self.size)) { path in
      guard let bytes = files[path] else { throw NoSuchFile() }
      return bytes
    }
  }

  private func expectRefused(_ files: [String: [UInt8]], _ comment: String) {
    let log = log(files)
    #expect(throws: (any Error).self, "\(comment)") { try log.verify(root: tree.frontier.root) }
  }

  struct NoSuchFile: Error {}
}
