import Sodium
import Testing

@Suite struct SHA256Tests {
  // FIPS 180-4 examples, csrc.nist.gov, "SHA256.pdf"; the empty message from the CAVP short set.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `the published examples hash as published`(message: String, expected: String) {
    #expect(hexadecimal(SHA256.digest(of: Array(message.utf8)).bytes) == expected)
  }

  @Test func `parts hash like the whole`() {
    // "abc" of FIPS 180-4, cut up every way that the interface offers.
    let expected = bytes("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let (a, b, c) = ([UInt8(0x61)], [UInt8(0x62)], [UInt8(0x63)])
    var bitByBit = SHA256()
    bitByBit.update(a.span)
    bitByBit.update(0x62)
    bitByBit.update(c.span)
    #expect(bitByBit.finish().bytes == expected)
    #expect(SHA256.digest(of: a.span, b.span, c.span).bytes == expected)
    #expect(SHA256.digest(of: (a + b).span, c.span).bytes == expected)
    #expect(SHA256.digest(prefix: 0x61, b.span, c.span).bytes == expected)
    #expect(SHA256.digest(prefix: 0x61, (b + c).span).bytes == expected)
  }

  @Test func `an empty leaf of a transparency log hashes as published`() {
    // RFC 6962 §2.1: SHA-256 of the single byte 00; transparency-dev/merkle, "leaf hash of nothing".
    let expected = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    let nothing: [UInt8] = []
    #expect(hexadecimal(SHA256.digest(prefix: 0, nothing.span).bytes) == expected)
  }

  @Test func `a million letters hash as published`() {
    // FIPS 180-4 examples: one million times "a", in pieces that do not fit the blocks.
    let piece = [UInt8](repeating: 0x61, count: 1000)
    var hash = SHA256()
    for _ in 0..<1000 { hash.update(piece.span) }
    let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(hexadecimal(hash.finish().bytes) == expected)
  }
}
