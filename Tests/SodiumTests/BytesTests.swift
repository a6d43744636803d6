import Sodium
import Testing

@Suite struct BytesTests {
  @Test(arguments: [false, true])
  func `comparison sees every byte and the length`(inConstantTime: Bool) {
    func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
      inConstantTime ? ConstantTime.equal(one, other) : PublicBytes.equal(one, other)
    }
    let one = [UInt8](0..<100)
    #expect(areEqual(one, Array(0..<100)))
    #expect(areEqual([], []))
    #expect(!areEqual(one, [UInt8](0..<99)))
    #expect(!areEqual(one, []))
    for place in one.indices {
      var other = one
      other[place] ^= 0x80
      #expect(!areEqual(one, other), "byte \(place)")
    }
  }

  @Test func `random bytes fill what is asked for and nothing else`() {
    var bytes = [UInt8](repeating: 0, count: 600)
    var span = bytes.mutableSpan
    var middle = span._mutatingExtracting(100..<500)
    RandomBytes.fill(&middle)
    #expect(bytes[..<100].allSatisfy { $0 == 0 })
    #expect(bytes[500...].allSatisfy { $0 == 0 })
    // 400 random bytes hold fewer than 100 different values about once in 10^60 runs.
    #expect(Set(bytes[100..<500]).count > 100)
  }

  @Test func `random values differ`() {
    let one: FixedBytes<16> = RandomBytes.fixed()
    let other: FixedBytes<16> = RandomBytes.fixed()
    #expect(one != other)
    #expect(RandomBytes.array(count: 16) != RandomBytes.array(count: 16))
  }

  @Test func `fewer than no random bytes are none`() {
    #expect(RandomBytes.array(count: 0) == [])
    #expect(RandomBytes.array(count: -5) == [])
  }

  @Test func `random numbers stay below their bound and reach all of it`() {
    let seen = Set((0..<500).map { _ in RandomBytes.number(below: 5) })
    // Each of five numbers is missed by 500 draws about once in 10^48 runs.
    #expect(seen == [0, 1, 2, 3, 4])
    #expect(RandomBytes.number(below: 0) == 0)
    #expect(RandomBytes.number(below: 1) == 0)
  }

  @Test func `wiping leaves zeros`() {
    var bytes: [UInt8] = [1, 2, 3]
    Sodium.wipe(&bytes)
    #expect(bytes == [0, 0, 0])
    var part: [UInt8] = [1, 2, 3]
    var span = part.mutableSpan
    var first = span._mutatingExtracting(0..<2)
    Sodium.wipe(&first)
    #expect(part == [0, 0, 3])
    var nothing: [UInt8] = []
    Sodium.wipe(&nothing)
    #expect(nothing == [])
  }

  @Test func `spans copy into arrays and into each other`() throws {
    let source: [UInt8] = [1, 2, 3]
    var target: [UInt8] = [9]
    target.append(copying: source.span)
    #expect(target == [9, 1, 2, 3])
    var output = target.mutableSpan
    #expect(throws: SodiumError.wrongLength(.output, expected: 4, found: 3)) {
      try output.copy(from: source.span)
    }
    var head = output._mutatingExtracting(0..<3)
    try head.copy(from: source.span)
    #expect(target == [1, 2, 3, 3])
  }
}
