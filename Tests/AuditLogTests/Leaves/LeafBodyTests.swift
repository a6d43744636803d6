import AuditLog
import Testing

/// Bodies that a holder of the log key has sealed correctly and put together wrongly.
struct LeafBodyTests {
  let maker: LeafMaker
  /// A body that is as it should be: one signature (of zeros), the event `abc`, 184 zeros.
  let good: [UInt8]

  init() throws {
    maker = try LeafMaker()
    good =
      [1] + [UInt8](repeating: 0, count: 64) + [0, 0, 0, 3] + Array("abc".utf8)
      + [UInt8](repeating: 0, count: 184)
  }

  @Test func `a body in the one right form opens`() throws {
    #expect(try open(good).event == Array("abc".utf8)[...])
  }

  @Test func `padding that carries a message is refused`() {
    for place in 72...255 {
      var body = good
      body[place] = 1
      #expect(throws: LeafRefusal.badPadding, "byte \(place)") { try open(body) }
    }
  }

  @Test func `padding longer than it has to be is refused`() {
    let longer = good + [UInt8](repeating: 0, count: 256)
    #expect(throws: LeafRefusal.badPadding) { try open(longer) }
  }

  @Test func `no signatures or more than eight are refused`() {
    for count: UInt8 in [0, 9, 255] {
      var body = good + [UInt8](repeating: 0, count: 512)
      body[0] = count
      #expect(throws: LeafRefusal.malformed(.signatures)) { try open(body) }
    }
    var reachesBeyond = good
    reachesBeyond[0] = 4  // 1 + 4 × 64 + 4 = 261
    #expect(throws: LeafRefusal.malformed(.signatures)) { try open(reachesBeyond) }
  }

  @Test func `an event that claims to be longer than the body is refused`() {
    for length: [UInt8] in [[0, 0, 0, 188], [0, 0, 1, 0], [0xff, 0xff, 0xff, 0xff]] {
      var body = good
      body.replaceSubrange(65..<69, with: length)
      #expect(throws: LeafRefusal.malformed(.event)) { try open(body) }
    }
  }

  private func open(_ body: [UInt8]) throws -> OpenedLeaf {
    try maker.open(maker.seal(body: body, header: maker.header()))
  }
}
