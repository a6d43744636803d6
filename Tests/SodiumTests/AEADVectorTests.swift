import Sodium
import Testing

@Suite struct AEADVectorTests {
  struct Group: Decodable {
    let tests: [Case]
  }

  struct Case: Decodable {
    let tcId: Int
    let key, iv, aad, msg, ct, tag: HexadecimalBytes
    let result: WycheproofResult
    let flags: [String]
  }

  @Test func `XChaCha20-Poly1305 agrees with every Wycheproof case`() throws {
    let seen = try check(XChaCha20Poly1305.self, against: "xchacha20_poly1305_test")
    #expect(seen == [.valid: 246, .invalid: 69])  // Counted in the file.
  }

  @Test func `ChaCha20-Poly1305 agrees with every Wycheproof case`() throws {
    let seen = try check(ChaCha20Poly1305.self, against: "chacha20_poly1305_test")
    #expect(seen == [.valid: 256, .invalid: 69])  // Counted in the file.
  }

  private func check<Cipher: AEAD>(
    _ cipher: Cipher.Type, against file: String
  ) throws -> [WycheproofResult: Int] {
    var seen: [WycheproofResult: Int] = [:]
    for vector in try Wycheproof<Group>.load(file).testGroups.flatMap(\.tests) {
      seen[vector.result, default: 0] += 1
      try check(cipher, vector)
    }
    return seen
  }

  private func check<Cipher: AEAD>(_ cipher: Cipher.Type, _ vector: Case) throws {
    let (key, nonce, aad) = (vector.key.bytes, vector.iv.bytes, vector.aad.bytes)
    let sealed = vector.ct.bytes + vector.tag.bytes
    let opened = Result {
      try cipher.open(sealed, key: key.span, nonce: nonce.span, additionalData: aad.span)
    }
    if vector.result == .valid {
      let made = try cipher.seal(
        vector.msg.bytes, key: key.span, nonce: nonce.span, additionalData: aad.span)
      #expect(made == sealed, "case \(vector.tcId)")
      #expect(try opened.get() == vector.msg.bytes, "case \(vector.tcId)")
    } else {
      let refusal: SodiumError =
        vector.flags == ["InvalidNonceSize"]
        ? .wrongLength(.nonce, expected: cipher.nonceLength, found: nonce.count) : .damaged
      #expect(throws: refusal, "case \(vector.tcId)") { try opened.get() }
    }
  }
}
