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
    // In place, with nothing of the ciphertext to be read twice.
    var place = sealed
    let openedInPlace = Result {
      var span = place.mutableSpan
      try cipher.openInPlace(&span, key: key.span, nonce: nonce.span, additionalData: aad.span)
    }
    if vector.result == .valid {
      #expect(throws: Never.self, "case \(vector.tcId)") { try openedInPlace.get() }
      #expect(Array(place.dropLast(16)) == vector.msg.bytes, "case \(vector.tcId)")
      let made = try cipher.seal(
        vector.msg.bytes, key: key.span, nonce: nonce.span, additionalData: aad.span)
      #expect(made == sealed, "case \(vector.tcId)")
      var madeInPlace = vector.msg.bytes + [UInt8](repeating: 7, count: 16)
      var span = madeInPlace.mutableSpan
      try cipher.sealInPlace(&span, key: key.span, nonce: nonce.span, additionalData: aad.span)
      #expect(madeInPlace == sealed, "case \(vector.tcId)")
      #expect(try opened.get() == vector.msg.bytes, "case \(vector.tcId)")
    } else {
      let refusal: SodiumError =
        vector.flags == ["InvalidNonceSize"]
        ? .wrongLength(.nonce, expected: cipher.nonceLength, found: nonce.count) : .damaged
      #expect(throws: refusal, "case \(vector.tcId)") { try opened.get() }
      #expect(throws: refusal, "case \(vector.tcId)") { try openedInPlace.get() }
    }
  }
}
