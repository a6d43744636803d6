import AuditLog
import Sodium
import Testing

struct LeafTests {
  let maker: LeafMaker
  let small: Leaf

  init() throws {
    maker = try LeafMaker()
    small = try maker.seal(Array("an event".utf8), header: maker.header())
  }

  @Test func `every bit pattern of a small leaf is refused but the right one`() throws {
    #expect(small.bytes.count == 102 + 32 + 256 + 16)
    for place in small.bytes.indices {
      // Not an expectation for each of a hundred thousand, which would take longer than the leaves.
      let wrong = (1...255 as ClosedRange<UInt8>).filter { change in
        var bytes = small.bytes
        bytes[place] ^= change
        return outcome(of: bytes) != refusal(at: place, bytes: bytes)
      }
      #expect(wrong == [], "byte \(place)")
    }
  }

  /// Why these bytes are no leaf; nil where they are one.
  private func outcome(of bytes: [UInt8]) -> LeafRefusal? {
    do {
      _ = try maker.open(bytes)
      return nil
    } catch {
      return error as? LeafRefusal
    }
  }

  /// What a change at a place means, from the layout in docs/format.md §6.
  private func refusal(at place: Int, bytes: [UInt8]) -> LeafRefusal {
    switch place {
    case 0, 1: .unsupportedVersion(bytes[0], suite: bytes[1])
    case 2..<34: .foreignVault(VaultID(digest(bytes[2..<34])))
    // The key and the commitment follow from the header, so a changed header is a wrong key.
    case 34..<74, 78..<134: .wrongKey(epoch: 1)
    case 74..<78: .wrongKey(epoch: bytes[74..<78].reduce(0) { $0 << 8 | UInt32($1) })
    default: .damaged
    }
  }

  @Test func `a leaf cut or lengthened anywhere is refused`() throws {
    for count in small.bytes.indices {
      #expect(throws: LeafRefusal.malformed(.leaf), "\(count) bytes") {
        try maker.open(Array(small.bytes.prefix(count)))
      }
    }
    for extra in [1, 255, 257] {
      #expect(throws: LeafRefusal.malformed(.leaf)) {
        try maker.open(small.bytes + [UInt8](repeating: 0, count: extra))
      }
    }
    #expect(throws: LeafRefusal.damaged) {
      try maker.open(small.bytes + [UInt8](repeating: 0, count: 256))
    }
  }

  @Test func `events of every length come back, padded to 256`() throws {
    var numbers = SeededNumbers(for: "leaf round trips")
    for length in Array(0...600) + [4096, 65_000] {
      let event = numbers.bytes(length)
      let leaf = try maker.seal(event, header: maker.header())
      let body = (1 + 64 + 4 + length + 255) / 256 * 256
      #expect(leaf.bytes.count == 102 + 32 + body + 16)
      #expect(Array(try maker.open(leaf.bytes).event) == event)
    }
  }

  @Test func `one to eight founders sign in order, and no ninth`() throws {
    for count: UInt8 in 1...8 {
      let leaf = try maker.seal([7], header: maker.header(), signers: 1...count)
      let keys = try (1...count).map { try signingKey(filledWith: $0).verifyingKey }
      let entry = try maker.open(leaf).verified(by: keys)
      #expect(entry.signers == keys)
    }
    #expect(throws: LeafRefusal.malformed(.signatures)) {
      try maker.seal([7], header: maker.header(), signers: 1...9)
    }
  }

  @Test func `signatures in another order or by another key are refused`() throws {
    let leaf = try maker.seal([7], header: maker.header(), signers: 1...2)
    let keys = try (1...3).map { try signingKey(filledWith: $0).verifyingKey }
    let opened = try maker.open(leaf)
    #expect(throws: LeafRefusal.badSignature(0)) {
      try opened.verified(by: [keys[1], keys[0]])
    }
    #expect(throws: LeafRefusal.badSignature(1)) {
      try opened.verified(by: [keys[0], keys[2]])
    }
    #expect(throws: LeafRefusal.wrongSignatureCount(expected: 1, found: 2)) {
      try opened.verified(by: [keys[0]])
    }
  }

  @Test func `a signature for another place in the log does not count`() throws {
    let opened = try maker.open(small)
    let stolen = opened.signatures[0].bytes
    var later = Frontier()
    later.append(small.hash())
    let body = [1] + stolen + [0, 0, 0, 8] + Array("an event".utf8)
    let moved = try maker.seal(body: padded(body), header: maker.header(after: later))
    #expect(throws: LeafRefusal.badSignature(0)) {
      try maker.open(moved).verified(by: [maker.verifyingKey])
    }
  }

  @Test func `an event that does not fit is refused before it is signed`() throws {
    // 65,535 − 102 − 32 − 16 = 65,385, rounded down to 65,280, less 1 + 64 + 4.
    let largest = [UInt8](repeating: 1, count: 65_211)
    let leaf = try maker.seal(largest, header: maker.header())
    #expect(leaf.bytes.count == 65_430)
    #expect(Array(try maker.open(leaf.bytes).event) == largest)
    #expect(throws: LeafRefusal.eventTooLarge(byteCount: 65_212, most: 65_211)) {
      try maker.seal(largest + [1], header: maker.header(), signers: 8...9)
    }
  }

  @Test func `another log key is told from damage`() throws {
    let other = try LeafMaker(logKey: 0x43)
    #expect(throws: LeafRefusal.wrongKey(epoch: 1)) { try other.open(small) }
    let short = [UInt8](repeating: 0x42, count: 31)
    #expect(
      throws: LeafRefusal.cryptography(.wrongLength(.key, expected: 32, found: 31))
    ) { try small.opened(logKey: short.span) }
  }

  @Test func `a disclosed leaf key opens its leaf and no other`() throws {
    var frontier = Frontier()
    frontier.append(small.hash())
    let next = try maker.seal([1], header: maker.header(after: frontier))
    let key = try maker.disclosedKey(of: small)
    #expect(Array(try maker.open(small, disclosedKey: key).event) == Array("an event".utf8))
    #expect(throws: LeafRefusal.wrongKey(epoch: 1)) { try maker.open(next, disclosedKey: key) }
  }

  private func padded(_ body: [UInt8]) -> [UInt8] {
    body + [UInt8](repeating: 0, count: (256 - body.count % 256) % 256)
  }
}

/// The first 32 bytes of a slice that has at least as many.
private func digest(_ bytes: ArraySlice<UInt8>) -> Digest32 {
  let bytes = Array(bytes)
  return Digest32(InlineArray { bytes[$0] })
}
