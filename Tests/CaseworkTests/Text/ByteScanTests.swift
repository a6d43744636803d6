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

  @Test(arguments: [1, 7, 8, 15, 32, 47, 70])
  func `a byte that ends a scan is found where it stands, whatever the byte`(count: Int) {
    for byte in UInt8.min...UInt8.max {
      // RFC 8259 §7: quote, backslash and what lies below the space cannot stand in a string as they are;
      // the strict profile has printable ASCII only (docs/format.md §1).
      let interrupts = byte == 0x22 || byte == 0x5c || byte < 0x20
      let isOdd = interrupts || byte > 0x7e
      for place in 0..<count {
        var bytes = [UInt8](repeating: 0x61, count: count)
        bytes[place] = byte
        let ends = (
          json: bytes.span.endOfPlainJSON(from: 0),
          strict: bytes.span.endOfPlainStrictJSON(from: 0),
          ascii: bytes.span.endOfASCII(from: 0)
        )
        guard ends.json == (interrupts ? place : count), ends.strict == (isOdd ? place : count),
          ends.ascii == (byte > 0x7f ? place : count)
        else {
          Issue.record("byte \(byte) at \(place) of \(count): \(ends)")
          return
        }
      }
    }
  }

  @Test func `a scan begins where it is told to`() {
    let bytes = Array("\"\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"".utf8)
    #expect(bytes.span.endOfPlainJSON(from: 2) == 42)
    #expect(bytes.span.endOfPlainStrictJSON(from: 2) == 42)
    #expect(bytes.span.endOfPlainStrictJSON(from: 1) == 1)
  }

  // A span cannot stand inside an expectation.
  private func isAllZero(_ bytes: [UInt8]) -> Bool { bytes.span.isAllZero }
}
