import AuditLog
import Sodium
import Testing

/// Bytes changed at random: every parser answers or throws, and what it accepts it writes back as
/// it was.
struct HostileBytesTests {
  @Test func `changed notes are refused or written back byte for byte`() throws {
    var numbers = SeededNumbers(for: "hostile notes")
    let note = try sample()
    for _ in 0..<3000 {
      let bytes = mutated(note.bytes, using: &numbers)
      guard let read = try? SignedNote(parsing: bytes) else { continue }
      #expect(read.bytes == bytes)
      if let checkpoint = try? Checkpoint(read.text) { #expect(checkpoint.text == read.text) }
    }
  }

  @Test func `changed verifier keys are refused or written back byte for byte`() throws {
    var numbers = SeededNumbers(for: "hostile keys")
    let key = try logOrigin().verifierKey(signingKey(filledWith: 1).verifyingKey)
    for _ in 0..<1000 {
      let text = String(decoding: mutated(Array(key.text.utf8), using: &numbers), as: UTF8.self)
      guard let read = try? VerifierKey(text) else { continue }
      #expect(read.text == text)
    }
  }

  @Test func `changed paths are refused or written back as they were`() {
    var numbers = SeededNumbers(for: "hostile paths")
    for _ in 0..<3000 {
      let bytes = mutated(Array("tile/1/x123/067.p/25".utf8), using: &numbers)
      let text = String(decoding: bytes, as: UTF8.self)
      guard let path = TilePath(text) else { continue }
      #expect(path.text == text)
      #expect(path.places.count == path.width)
    }
  }

  @Test func `changed frontiers are refused or written back byte for byte`() {
    var numbers = SeededNumbers(for: "hostile frontiers")
    var frontier = Frontier()
    for leaf in someLeaves(11) { frontier.append(leaf) }
    for _ in 0..<1000 {
      let bytes = mutated(frontier.encoded, using: &numbers)
      guard var read = try? Frontier(encoded: bytes) else { continue }
      #expect(read.encoded == bytes)
      read.append(.ofEmptyTree)
      #expect(read.subtrees.count == read.size.nonzeroBitCount)
    }
  }

  @Test func `random bytes are no leaf and no bundle`() throws {
    var numbers = SeededNumbers(for: "hostile leaves")
    let maker = try LeafMaker()
    for _ in 0..<1000 {
      let bytes = numbers.bytes(Int.random(in: 0...700, using: &numbers))
      #expect(throws: LeafRefusal.self) { try maker.open([2, 1] + bytes) }
      let bundle = try? EntryBundle.entries(in: bytes, count: 1)
      #expect(bundle == nil || bundle?[0].count == bytes.count - 2)
    }
  }

  private func sample() throws -> SignedNote {
    let root = TreeHash.ofLeaf([1])
    return try Checkpoint.signed(
      origin: logOrigin(), size: 9, root: root, with: signingKey(filledWith: 1))
  }

  private func logOrigin() throws -> LogOrigin {
    LogOrigin(vault: try LeafMaker().vault, generation: 1)
  }

  /// One to three bytes exchanged, put in or taken out.
  private func mutated(_ bytes: [UInt8], using numbers: inout SeededNumbers) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &numbers) {
      let place = Int.random(in: bytes.indices, using: &numbers)
      let byte = UInt8.random(in: 0...255, using: &numbers)
      switch Int.random(in: 0..<3, using: &numbers) {
      case 0: bytes[place] = byte
      case 1: bytes.insert(byte, at: place)
      default: bytes.remove(at: place)
      }
    }
    return bytes
  }
}
