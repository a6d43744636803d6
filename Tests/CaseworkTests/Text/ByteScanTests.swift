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

  @Test(arguments: [0, 1, 31, 32, 33, 64, 95])
  func `one byte anywhere is seen among zeros`(count: Int) {
    var bytes = [UInt8](repeating: 0, count: count)
    #expect(isAllZero(bytes))
    for place in bytes.indices {
      bytes[place] = 0x80
      #expect(!isAllZero(bytes), "at \(place) of \(count)")
      bytes[place] = 0
    }
  }

  @Test func `every byte value is told from every other`() {
    for byte in UInt8.min...UInt8.max {
      let all = Array(UInt8.min...UInt8.max)
      #expect(all.span.count(of: byte) == 1)
      #expect(all.span.firstIndex(of: byte, from: 0) == Int(byte))
    }
  }

  // A span cannot stand inside an expectation.
  private func isAllZero(_ bytes: [UInt8]) -> Bool { bytes.span.isAllZero }
}
