import Sodium
import Testing

@Suite struct Ed25519VectorTests {
  struct Group: Decodable {
    let publicKey: Key
    let tests: [Case]
  }

  struct Key: Decodable {
    let pk: HexadecimalBytes
  }

  struct Case: Decodable {
    let tcId: Int
    let msg, sig: HexadecimalBytes
    let result: WycheproofResult
  }

  @Test func `every Wycheproof signature is judged as published`() throws {
    var seen: [WycheproofResult: Int] = [:]
    for group in try Wycheproof<Group>.load("ed25519_test").testGroups {
      let key = try Ed25519.VerifyingKey(group.publicKey.pk.bytes)
      for vector in group.tests {
        seen[vector.result, default: 0] += 1
        check(vector, under: key)
      }
    }
    #expect(seen == [.valid: 88, .invalid: 63])  // Counted in the file.
  }

  private func check(_ vector: Case, under key: Ed25519.VerifyingKey) {
    let (message, bytes) = (vector.msg.bytes, vector.sig.bytes)
    do {
      let signature = try Ed25519.Signature(bytes)
      let accepted = key.accepts(signature, over: message)
      #expect(accepted == (vector.result == .valid), "case \(vector.tcId)")
    } catch {
      // Cut, lengthened and compressed signatures do not even become a value.
      #expect(vector.result == .invalid && bytes.count != 64, "case \(vector.tcId)")
      #expect(error == .wrongLength(.signature, expected: 64, found: bytes.count))
    }
  }
}
