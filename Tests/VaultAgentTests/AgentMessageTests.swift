import Casework
import Sodium
import System
import Testing

@testable import VaultAgent

@Suite struct AgentMessageTests {
  private let key = KeyFileID(of: [1, 2, 3])

  @Test(arguments: AgentRequest.Operation.allCases)
  func `a request is read as it was written`(operation: AgentRequest.Operation) {
    let head = AgentRequest(operation, of: key).head
    #expect(head.count == AgentRequest.headLength)
    #expect(AgentRequest(head: head.span) == AgentRequest(operation, of: key))
  }

  @Test func `another version, operation or length is no request`() {
    let head = AgentRequest(.sign, of: key).head
    var changed = [Array(head.dropLast()), head + [0], []]
    changed += [0, 2, 255].map { [$0] + head.dropFirst() }
    changed += [0, 8, 255].map { [head[0], $0] + head.dropFirst(2) }
    for bytes in changed { #expect(AgentRequest(head: bytes.span) == nil, "\(bytes)") }
  }

  @Test func `an answer is read as it was written, and nothing else is one`() {
    for outcome in AgentOutcome.allCases {
      let head = outcome.head
      #expect(AgentOutcome(head: head.span) == outcome)
    }
    for bytes: [UInt8] in [[], [1], [2, 0], [1, 6], [1, 0, 0]] {
      #expect(AgentOutcome(head: bytes.span) == nil, "\(bytes)")
    }
  }

  @Test func `facts are read as they were written, and cut ones are none`() throws {
    let facts = [
      HeldKeyFacts(
        device: try DeviceID(hexadecimal: "d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1"),
        path: "/home/ana/key",
        held: 5, left: 28_800_000, leftIdle: 900_000),
      HeldKeyFacts(
        device: try DeviceID(hexadecimal: "d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2"), path: "/ö",
        held: 0, left: .max, leftIdle: 0),
    ]
    for areLocked in [true, false] {
      let all = AgentFacts(keys: facts, areLocked: areLocked)
      let bytes = all.bytes
      #expect(AgentFacts(bytes: bytes.span) == all)
      let whole = [1, 1 + facts[0].bytes.count]
      for count in 0..<bytes.count where !whole.contains(count) {
        let cut = Array(bytes.prefix(count))
        #expect(AgentFacts(bytes: cut.span) == nil, "\(count)")
      }
    }
    #expect(AgentFacts(bytes: ([2] as [UInt8]).span) == nil)
  }

  @Test func `facts that claim a path of four gigabytes, or less than nothing, are none`() throws {
    let facts = HeldKeyFacts(
      device: try DeviceID(hexadecimal: "d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1"), path: "/key", held: 0,
      left: 1, leftIdle: 1)
    for place in [16, 24, 32, 40] {
      var bytes = facts.bytes
      bytes[place] = 0xff
      #expect(HeldKeyFacts.all(in: bytes.span) == nil, "\(place)")
    }
  }
}
