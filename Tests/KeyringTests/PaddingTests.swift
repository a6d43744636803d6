import Sodium
import Testing

@testable import Keyring

@Suite struct PaddingTests {
  @Test(arguments: [
    // text, header, body: 4 bytes of length; multiples of 128 and 512.
    (0, 128, 512), (124, 128, 512), (125, 256, 512), (508, 512, 512), (509, 640, 1_024),
    (4_092, 4_096, 4_096),
  ])
  func `short texts grow to the next step`(text: Int, header: Int, body: Int) {
    #expect(EnvelopePart.header.paddedLength(ofText: text) == header)
    #expect(EnvelopePart.body.paddedLength(ofText: text) == body)
  }

  @Test(arguments: [
    // L = 4,097: E = 12, S = 4, steps of 2^8. 10,000: E = 13, S = 4, 2^9. 100,000: E = 16, S = 5, 2^11.
    // 1,000,000: E = 19, S = 5, 2^14. By hand from PURBs, algorithm 1.
    (4_097, 4_352), (10_000, 10_240), (100_000, 100_352), (1_000_000, 1_015_808),
    (8_192, 8_192), (8_193, 8_704),
  ])
  func `long bodies grow by Padmé`(length: Int, padded: Int) {
    #expect(EnvelopePart.body.paddedLength(ofText: length - 4) == padded)
  }

  @Test func `a body never grows by more than 12 percent above 4 KiB`() {
    for length in stride(from: 4_097, to: 3_000_000, by: 997) {
      let padded = EnvelopePart.body.paddedLength(ofText: length - 4)
      #expect(padded >= length)
      #expect(padded * 100 <= length * 112)
    }
  }

  @Test(
    arguments: [
      [0, 0, 0, 3, 1, 2, 3], [0, 0, 0, 0],
    ] as [[UInt8]])
  func `padding comes off as it went on`(start: [UInt8]) throws {
    let text = Array(start.dropFirst(4))
    #expect(try unpadded(start + [UInt8](repeating: 0, count: 128 - start.count)) == text)
  }

  @Test(
    arguments: [
      // Not zero; more than the least; longer than what is there; a length of 4 GB.
      [0, 0, 0, 3, 1, 2, 3] + [UInt8](repeating: 0, count: 120) + [1],
      [0, 0, 0, 3, 1, 2, 3] + [UInt8](repeating: 0, count: 249),
      [0, 0, 0, 125] + [UInt8](repeating: 7, count: 124),
      [0xff, 0xff, 0xff, 0xff] + [UInt8](repeating: 0, count: 124),
    ] as [[UInt8]])
  func `any other padding is refused`(padded: [UInt8]) {
    #expect(throws: EnvelopeError.wrongPadding(.header)) { try unpadded(padded) }
  }

  private func unpadded(_ bytes: [UInt8]) throws -> [UInt8] {
    var padded = try PaddedText()
    try padded.fill(count: bytes.count) { output throws(SodiumError) in
      try output.copy(from: bytes.span)
    }
    return try padded.unpadded(as: .header) { [UInt8](copying: $0) }
  }
}
