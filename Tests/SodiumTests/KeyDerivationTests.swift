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
}
