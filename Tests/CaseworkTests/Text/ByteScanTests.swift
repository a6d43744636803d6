import Testing

@testable import Casework

@Suite struct ByteScanTests {
  @Test(arguments: [0, 1, 31, 32, 33, 64, 95, 8_192])
  func `every occurrence of a byte is counted, whatever the length`(count: Int) {
    let lines = [UInt8](repeating: 0x0a, count: count)
    #expect(lines.span.count(of: 0x0a) == count)
    #expect(lines.span.count(of: 0x0b) == 0)
    // One at each end and nothing between.
    let ends: [UInt8] = [0x0a] + [UInt8](repeating: 0x61, count: count) + [0x0a]
    #expect(ends.span.count(of: 0x0a) == 2)
  }
}
