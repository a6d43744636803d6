import Sodium
import Testing

@Suite struct FixedBytesTests {
  @Test func `bytes of the right length are kept as they came`() throws {
    let value = try FixedBytes<4>([1, 2, 3, 4])
    #expect(value.bytes == [1, 2, 3, 4])
    #expect(FixedBytes<4>().bytes == [0, 0, 0, 0])
  }

  @Test(arguments: [0, 3, 5, 1000])
  func `bytes of another length are refused`(length: Int) {
    let odd = [UInt8](repeating: 1, count: length)
    #expect(throws: SodiumError.wrongLength(.digest, expected: 4, found: length)) {
      try FixedBytes<4>(odd)
    }
    #expect(throws: SodiumError.wrongLength(.nonce, expected: 4, found: length)) {
      try FixedBytes<4>(odd.span, as: .nonce)
    }
  }

  @Test func `values are equal, ordered and hashed by their bytes`() throws {
    let low = try FixedBytes<3>([1, 2, 255])
    let high = try FixedBytes<3>([1, 3, 0])
    #expect(low == low)
    #expect(low != high)
    #expect(low < high)
    #expect(!(high < low))
    #expect(!(low < low))
    #expect(Set([low, high, low]).count == 2)
  }

  @Test func `a value can be written through a span`() {
    var value = FixedBytes<2>()
    var span = value.mutableSpan
    span[1] = 9
    #expect(value.bytes == [0, 9])
  }

  @Test func `a value of no bytes is possible`() throws {
    let nothing = try FixedBytes<0>([])
    #expect(nothing == FixedBytes<0>())
    #expect(nothing.bytes == [])
  }
}
