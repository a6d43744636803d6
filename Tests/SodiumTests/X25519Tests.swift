import Sodium
import Testing

@Suite struct X25519Tests {
  struct Group: Decodable {
    let tests: [Case]
  }

  struct Case: Decodable {
    let tcId: Int
    let `public`, `private`, shared: HexadecimalBytes
    let flags: [String]
    let result: WycheproofResult
  }

  @Test func `every Wycheproof agreement is as published, or refused by its flag`() throws {
    var seen: [String: Int] = [:]
    for vector in try Wycheproof<Group>.load("x25519_test").testGroups.flatMap(\.tests) {
      seen[check(vector), default: 0] += 1
    }
    // Counted in the file: 264 valid and 223 acceptable cases agree. The 31 acceptable ones flagged
    // LowOrderPublic and ZeroSharedSecret give a secret that everybody knows: libsodium refuses them.
    #expect(seen == ["agreed": 487, "refused": 31])
  }

  private func check(_ vector: Case) -> String {
    let (scalar, point) = (vector.private.bytes, vector.public.bytes)
    var shared = [UInt8](repeating: 0, count: 32)
    var output = shared.mutableSpan
    do {
      try X25519.sharedSecret(secretKey: scalar.span, publicKey: point.span, into: &output)
      #expect(shared == vector.shared.bytes, "case \(vector.tcId)")
      return "agreed"
    } catch {
      #expect(error == .unusablePublicKey, "case \(vector.tcId)")
      #expect(vector.flags.contains("ZeroSharedSecret"), "case \(vector.tcId)")
      return "refused"
    }
  }

  @Test func `a public key value is refused for small order and second encodings only`() throws {
    var refused = 0
    for vector in try Wycheproof<Group>.load("x25519_test").testGroups.flatMap(\.tests) {
      let flagged = !Set(vector.flags).isDisjoint(with: ["LowOrderPublic", "NonCanonicalPublic"])
      let key = try? X25519.PublicKey(vector.public.bytes)
      #expect((key == nil) == flagged, "case \(vector.tcId)")
      if key == nil { refused += 1 }
    }
    // Counted in the file: 31 of small order, 19 in a second encoding, 6 of them both.
    #expect(refused == 44)
  }

  @Test func `two sides agree as the specification shows`() throws {
    // RFC 7748 §6.1.
    let alice = bytes("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
    let bob = bytes("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")
    let aliceKey = try X25519.SecretKey(scalar: alice.span)
    let bobKey = try X25519.SecretKey(scalar: bob.span)
    let alicePublic = aliceKey.publicKey
    let bobPublic = bobKey.publicKey
    let one = try aliceKey.sharedSecret(with: bobPublic)
    let other = try bobKey.sharedSecret(with: alicePublic)
    let (oneBytes, otherBytes) = ([UInt8](copying: one.span), [UInt8](copying: other.span))
    #expect(
      hexadecimal(alicePublic.bytes)
        == "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a")
    #expect(
      hexadecimal(bobPublic.bytes)
        == "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f")
    #expect(
      hexadecimal(oneBytes) == "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")
    #expect(otherBytes == oneBytes)
  }

  @Test func `a seed always gives the same pair, and the pair belongs together`() throws {
    let seed = [UInt8](repeating: 3, count: 32)
    let one = try X25519.SecretKey(seed: seed.span)
    let other = try X25519.SecretKey(seed: seed.span)
    let (onePublic, otherPublic) = (one.publicKey, other.publicKey)
    let computed = try X25519.publicKey(of: one.span)
    #expect(onePublic == otherPublic)
    #expect(onePublic == computed)
  }

  @Test(arguments: [0, 1, 31, 33])
  func `keys, seeds and outputs of another length are refused`(length: Int) {
    var odd = [UInt8](repeating: 9, count: length)
    let good = [UInt8](repeating: 9, count: 32)
    var room = good
    #expect(throws: SodiumError.wrongLength(.publicKey, expected: 32, found: length)) {
      try X25519.PublicKey(odd)
    }
    #expect(throws: SodiumError.wrongLength(.seed, expected: 32, found: length)) {
      _ = try X25519.SecretKey(seed: odd.span).publicKey
    }
    #expect(throws: SodiumError.wrongLength(.key, expected: 32, found: length)) {
      _ = try X25519.SecretKey(scalar: odd.span).publicKey
    }
    #expect(throws: SodiumError.wrongLength(.publicKey, expected: 32, found: length)) {
      var output = room.mutableSpan
      try X25519.sharedSecret(secretKey: good.span, publicKey: odd.span, into: &output)
    }
    #expect(throws: SodiumError.wrongLength(.output, expected: 32, found: length)) {
      var output = odd.mutableSpan
      try X25519.sharedSecret(secretKey: good.span, publicKey: good.span, into: &output)
    }
  }
}
