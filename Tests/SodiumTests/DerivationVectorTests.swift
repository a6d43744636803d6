import Sodium
import Testing

@Suite struct DerivationVectorTests {
  struct CodeGroup: Decodable {
    let tagSize: Int
    let tests: [CodeCase]
  }

  struct CodeCase: Decodable {
    let tcId: Int
    let key, msg, tag: HexadecimalBytes
    let result: WycheproofResult
  }

  struct KeyGroup: Decodable {
    let tests: [KeyCase]
  }

  struct KeyCase: Decodable {
    let tcId, size: Int
    let ikm, salt, info, okm: HexadecimalBytes
    let result: WycheproofResult
  }

  @Test func `HMAC-SHA-256 agrees with every Wycheproof case`() throws {
    var seen: [WycheproofResult: Int] = [:]
    for group in try Wycheproof<CodeGroup>.load("hmac_sha256_test").testGroups {
      for vector in group.tests {
        seen[vector.result, default: 0] += 1
        check(vector, codeLength: group.tagSize / 8)
      }
    }
    #expect(seen == [.valid: 66, .invalid: 108])  // Counted in the file.
  }

  private func check(_ vector: CodeCase, codeLength: Int) {
    let (key, message, tag) = (vector.key.bytes, vector.msg.bytes, vector.tag.bytes)
    // Half of the file's codes are cut to 128 bits; we never cut one, and compare what is there.
    let code = HMACSHA256.code(for: message.span, key: key.span).bytes.prefix(codeLength)
    #expect(([UInt8](code) == tag) == (vector.result == .valid), "case \(vector.tcId)")
    let accepted = HMACSHA256.accepts(tag.span, for: message.span, key: key.span)
    let whole = vector.result == .valid && codeLength == 32
    #expect(accepted == whole, "case \(vector.tcId)")
  }

  @Test func `HKDF-SHA-256 agrees with every Wycheproof case`() throws {
    var seen: [WycheproofResult: Int] = [:]
    for vector in try Wycheproof<KeyGroup>.load("hkdf_sha256_test").testGroups.flatMap(\.tests) {
      seen[vector.result, default: 0] += 1
      check(vector)
    }
    #expect(seen == [.valid: 83, .invalid: 3])  // Counted in the file.
  }

  private func check(_ vector: KeyCase) {
    let (secret, salt, info) = (vector.ikm.bytes, vector.salt.bytes, vector.info.bytes)
    do {
      let key = try HKDFSHA256.derive(
        from: secret.span, salt: salt.span, info: info.span, count: vector.size)
      let made = [UInt8](copying: key.span)
      #expect(made == vector.okm.bytes, "case \(vector.tcId)")
      #expect(vector.result == .valid, "case \(vector.tcId)")
    } catch {
      #expect(vector.result == .invalid, "case \(vector.tcId)")
      #expect(error == .outOfRange(.output, allowed: 0...8160, found: vector.size))
    }
  }

  @Test func `a code is hashed in parts like the whole`() throws {
    // RFC 4231, test case 2.
    let (key, message) = (Array("Jefe".utf8), Array("what do ya want for nothing?".utf8))
    let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    let parts = HMACSHA256.code(
      for: message.span.extracting(0..<4), message.span.extracting(4..<9),
      message.span.extracting(9..<28), key: key.span)
    #expect(hexadecimal(parts.bytes) == expected)
  }
}
