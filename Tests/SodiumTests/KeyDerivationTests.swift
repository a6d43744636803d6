import Sodium
import Testing

@Suite struct KeyDerivationTests {
  let key = [UInt8](0..<32)

  // libsodium (ISC licence), test/default/kdf.c and kdf.exp: key 00…1f, context "KDF test"; number
  // and length of the derived key as given.
  @Test(arguments: [
    (
      UInt64(0), 64,
      "a0c724404728c8bb95e5433eb6a9716171144d61efb23e74b873fcbeda51d807"
        + "1b5d70aae12066dfc94ce943f145aa176c055040c3dd73b0a15e36254d450614"
    ),
    (16, 16, "a529216624ef9161e4cf117272aafff2"),
    (32, 32, "154b291f11196737f8b7f491e4ca11764e0227d34f94295408a869f007aa8618"),
    (
      64, 64,
      "06ae14308eeeda62a00cb6d5edf18d1707029515db98f472bbf0617419301b1d"
        + "4f4f2ab65849446be46f87e1d31c6c74283897b9976f70d8a16253ac927e0d9f"
    ),
  ])
  func `keys derive as libsodium publishes`(number: UInt64, count: Int, expected: String) throws {
    let derived = try KeyDerivation.derive(
      number, context: "KDF test", from: key.span, count: count)
    let made = [UInt8](copying: derived.span)
    #expect(hexadecimal(made) == expected)
  }

  @Test(arguments: [-1, 0, 15, 65, Int.max])
  func `a derived key of another length is refused`(count: Int) {
    #expect(throws: SodiumError.outOfRange(.output, allowed: 16...64, found: count)) {
      _ = try KeyDerivation.derive(1, context: "KDF test", from: key.span, count: count).count
    }
  }

  @Test(arguments: [0, 31, 33])
  func `a first key of another length is refused`(length: Int) {
    let odd = [UInt8](repeating: 1, count: length)
    #expect(throws: SodiumError.wrongLength(.key, expected: 32, found: length)) {
      _ = try KeyDerivation.derive(1, context: "KDF test", from: odd.span).count
    }
  }

  @Test func `a context of another length is refused`() {
    #expect(throws: SodiumError.wrongLength(.context, expected: 8, found: 0)) {
      _ = try KeyDerivation.derive(1, context: "", from: key.span).count
    }
    #expect(throws: SodiumError.wrongLength(.context, expected: 8, found: 9)) {
      _ = try KeyDerivation.derive(1, context: "KDF tests", from: key.span).count
    }
    #expect(throws: SodiumError.wrongLength(.context, expected: 8, found: 1)) {
      _ = try KeyDerivation.derive(1, context: "K", from: key.span).count
    }
  }

  @Test func `a named key derives as another library computes it`() throws {
    // Python 3.11, hashlib.blake2b(b"", digest_size=32, key=bytes(range(32)), salt=bytes(range(100, 116)),
    // person=b"cv-slots" + bytes([0, 0, 0, 1, 0, 0, 0, 2])).
    let name = [UInt8](100..<116) + "cv-slots".utf8 + [0, 0, 0, 1, 0, 0, 0, 2]
    #expect(
      hexadecimal(try named(name, from: key))
        == "70641615f6664d781db037f20c1d5bec0d6a477c45f55d754630eb266266c3c1")
  }

  @Test(arguments: [0, 31, 33])
  func `a name or key of another length is refused`(length: Int) {
    let odd = [UInt8](repeating: 1, count: length)
    #expect(throws: SodiumError.wrongLength(.context, expected: 32, found: length)) {
      try named(odd, from: key)
    }
    #expect(throws: SodiumError.wrongLength(.key, expected: 32, found: length)) {
      try named(key, from: odd)
    }
    #expect(throws: SodiumError.wrongLength(.output, expected: 32, found: length)) {
      try named(key, from: key, count: length)
    }
  }

  private func named(_ name: [UInt8], from key: [UInt8], count: Int = 32) throws -> [UInt8] {
    var derived = [UInt8](repeating: 0, count: count)
    var output = derived.mutableSpan
    try KeyDerivation.derive(named: name.span, from: key.span, into: &output)
    return derived
  }
}
