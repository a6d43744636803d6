import Testing

@testable import Casework

/// The texts are written by hand from the layout in docs/format.md.
@Suite struct GrantedSlotTests {
  private static let record =
    [UInt8](repeating: 0xb7, count: 16) + [0, 0, 0, 2, 3, 0x0a, 0x0b, 0x0c]
  private static let slot = GrantedSlot(envelope: id(0xb7), version: 2, slot: [0x0a, 0x0b, 0x0c])

  @Test func `slots stand one behind the other, each with its place and length`() throws {
    #expect(GrantedSlots.text(of: [Self.slot]) == [1] + Self.record)
    #expect(try GrantedSlots.slots(in: [1] + Self.record + Self.record) == [Self.slot, Self.slot])
    #expect(GrantedSlots.text(of: []) == [1])
    #expect(try GrantedSlots.slots(in: [1]) == [])
  }

  @Test func `slots of every length up to 255 are read back`() throws {
    let slots = (1...255).map { length in
      GrantedSlot(
        envelope: id(UInt8(length)), version: .max, slot: [UInt8](repeating: 9, count: length))
    }
    #expect(try GrantedSlots.slots(in: GrantedSlots.text(of: slots)) == slots)
  }

  @Test func `a text that is cut anywhere, longer, or of another form is refused`() throws {
    let text = [1] + Self.record
    for length in 0..<text.count where length != 1 {
      #expect(throws: Violation.badManifest, "\(length) bytes") {
        try GrantedSlots.slots(in: Array(text[..<length]))
      }
    }
    #expect(throws: Violation.badManifest) { try GrantedSlots.slots(in: text + [0]) }
    #expect(throws: Violation.badManifest) { try GrantedSlots.slots(in: [2] + Self.record) }
    // A length past the end, and a slot of nothing.
    for length in [4, 255, 0] as [UInt8] {
      var damaged = text
      damaged[21] = length
      #expect(throws: Violation.badManifest) { try GrantedSlots.slots(in: damaged) }
    }
  }
}
