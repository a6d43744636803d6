import Sodium
import Testing

@Suite struct BLAKE2bTests {
  let abc = Array("abc".utf8)

  @Test func `the specification's example hashes as printed`() {
    // RFC 7693, appendix A.
    let expected =
      "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
      + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"
    #expect(hexadecimal(BLAKE2b512.digest(of: abc).bytes) == expected)
  }

  @Test func `a keyed digest is as the reference implementation publishes it`() throws {
    // BLAKE2 reference, testvectors/blake2b-kat.txt, second entry: key 00…3f, message 00.
    let key = [UInt8](0...63)
    let expected =
      "961f6dd1e4dd30f63901690c512e78e4b45e4742ed197c3c5e45c549fd25f2e4"
      + "187b0bc9fe30492b16b0d0bc4ef9b0f34c7003fac09a5ef1532e69430234cebd"
    let made = try BLAKE2b512.digest(of: [0].span, key: key.span)
    #expect(hexadecimal(made.bytes) == expected)
  }

  @Test func `parts hash like the whole, at once and bit by bit`() throws {
    let key = [UInt8](repeating: 7, count: 32)
    let (a, b, c) = ([UInt8(0x61)], [UInt8(0x62)], [UInt8(0x63)])
    let whole = try BLAKE2b256.digest(of: abc.span, key: key.span)
    let parts = try BLAKE2b256.digest(of: a.span, b.span, c.span, key: key.span)
    var bitByBit = try BLAKE2b256(key: key.span)
    bitByBit.update(a.span)
    bitByBit.update(0x62)
    bitByBit.update(c.span)
    let slow = bitByBit.finish()
    var written = [UInt8](repeating: 0, count: 32)
    var output = written.mutableSpan
    try BLAKE2b256.digest(of: abc.span, key: key.span, into: &output)
    #expect(parts == whole)
    #expect(slow == whole)
    #expect(written == whole.bytes)
  }

  // A block has 128 bytes: up to there parts are put together first, above the library is fed part by part.
  @Test(arguments: [
    (1, 1, 0), (0, 1, 1), (1, 0, 1), (40, 40, 47), (40, 40, 48), (40, 40, 49), (0, 64, 64),
    (128, 0, 1), (0, 0, 128), (0, 0, 129), (200, 1, 1),
  ])
  func `parts of every length hash like the whole`(first: Int, second: Int, third: Int) throws {
    let all = (0..<first + second + third).map { UInt8($0 & 0xff) }
    let (a, b, c) = (all.prefix(first), all.dropFirst(first).prefix(second), all.suffix(third))
    let (one, two, three) = (Array(a), Array(b), Array(c))
    let key = [UInt8](repeating: 7, count: 32)
    #expect(
      BLAKE2b128.digest(of: one.span, two.span, three.span) == BLAKE2b128.digest(of: all.span))
    #expect(
      BLAKE2b512.digest(of: one.span, two.span, three.span) == BLAKE2b512.digest(of: all.span))
    let parts = try BLAKE2b256.digest(of: one.span, two.span, three.span, key: key.span)
    let whole = try BLAKE2b256.digest(of: all.span, key: key.span)
    #expect(parts == whole)
  }

  @Test func `messages in one memory hash as each alone`() {
    // BLAKE2b-256 of "abc" and of nothing, as `b2sum -l 256` prints them.
    let expected = [
      "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319",
      "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
    ]
    var hash = RepeatedBLAKE2b256()
    for _ in 0..<2 {
      hash.begin()
      hash.update(abc.span)
      let one = hash.finish { [UInt8](copying: $0) }
      hash.begin()
      let none = hash.finish { [UInt8](copying: $0) }
      #expect([one, none].map { hexadecimal($0) } == expected)
    }
  }

  @Test(arguments: [0, 1, 15, 65, 1000])
  func `a key of another length is refused`(length: Int) {
    let key = [UInt8](repeating: 1, count: length)
    let refusal = SodiumError.outOfRange(.key, allowed: 16...64, found: length)
    #expect(throws: refusal) { try BLAKE2b128.digest(of: abc.span, key: key.span) }
    #expect(throws: refusal) { _ = try BLAKE2b128(key: key.span).finish() }
  }

  @Test(arguments: [0, 31, 33])
  func `an output of another length is refused`(length: Int) {
    let key = [UInt8](repeating: 1, count: 32)
    var short = [UInt8](repeating: 0, count: length)
    #expect(throws: SodiumError.wrongLength(.output, expected: 32, found: length)) {
      var output = short.mutableSpan
      try BLAKE2b256.digest(of: abc.span, key: key.span, into: &output)
    }
  }
}
