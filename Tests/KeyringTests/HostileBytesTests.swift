import Casework
import Sodium
import Testing

@testable import Keyring

/// Parsers answer every input, in bounded time, with a value or an error. The seed is printed with a
/// failure, so that it can be run again.
@Suite struct HostileBytesTests {
  @Test(arguments: 0..<40)
  func `a key file's head, a row of slots and a request survive any bytes`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let slots = [2, 1] + [UInt8](repeating: 7, count: 88) + [2] + [UInt8](repeating: 9, count: 128)
    let head = KeyFileHead.magic + [1, 1] + [UInt8](repeating: 3, count: 132)
    let request = Array("casevault enrolment request v1\n{\"signingKey\":\"00\"}\nAAAA\n".utf8)
    for _ in 0..<250 {
      let row = dice.damaged(slots)
      if let position = try? SlotRow.position(of: Locator(), in: row.span) {
        #expect(position.end <= row.count)
      }
      if let cost = try? KeyFile.cost(of: dice.damaged(head)) {
        #expect(cost.memory <= 1 << 30)
        #expect((1...10).contains(cost.operations))
      }
      let text = String(decoding: dice.damaged(request), as: UTF8.self)
      #expect(throws: EnrolmentRequestError.self) { try EnrolmentRequest.parse(text) }
    }
  }

  @Test(arguments: 0..<20)
  func `no damaged row opens as something else`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let practice = try Practice()
    let file = try practice.keyring.draw(kind: .file)
    let row = try practice.envelope(to: [file]).stored
    for _ in 0..<50 {
      let changed = row.with(
        slots: dice.damaged(row.slots), header: dice.damaged(row.header),
        body: dice.damaged(row.body))
      guard changed != row else { continue }
      let refused = try practice.refusal(in: changed, as: file.compartment)
      #expect(refused != nil || (changed.body == row.body && changed.slots == row.slots))
    }
  }
}

/// SplitMix64 (Steele and others, 2014): the same numbers for the same seed.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A few bytes changed, cut off, put in or put on.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...Int.random(in: 0...3, using: &self) {
      let index = Int.random(in: 0...bytes.count, using: &self)
      let byte = UInt8.random(in: 0...255, using: &self)
      switch Int.random(in: 0...3, using: &self) {
      case 0 where index < bytes.count: bytes[index] = byte
      case 1: bytes.removeLast(bytes.count - index)
      case 2: bytes.insert(byte, at: index)
      default: bytes.append(byte)
      }
    }
    return bytes
  }
}
