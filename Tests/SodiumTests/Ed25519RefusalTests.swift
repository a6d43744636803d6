import Sodium
import Testing

@Suite struct Ed25519RefusalTests {
  @Test(arguments: [0, 1, 31, 33, 64])
  func `seeds and public keys of another length are refused`(length: Int) {
    let odd = [UInt8](repeating: 1, count: length)
    #expect(throws: SodiumError.wrongLength(.seed, expected: 32, found: length)) {
      _ = try Ed25519.SigningKey(seed: odd.span).verifyingKey
    }
    #expect(throws: SodiumError.wrongLength(.publicKey, expected: 32, found: length)) {
      try Ed25519.VerifyingKey(odd)
    }
  }

  @Test(arguments: [0, 1, 63, 65])
  func `signatures and secret keys of another length are refused`(length: Int) {
    var odd = [UInt8](repeating: 1, count: length)
    let seed = [UInt8](repeating: 1, count: 32)
    #expect(throws: SodiumError.wrongLength(.signature, expected: 64, found: length)) {
      try Ed25519.Signature(odd)
    }
    #expect(throws: SodiumError.wrongLength(.key, expected: 64, found: length)) {
      try Ed25519.sign(seed.span, secretKey: odd.span)
    }
    #expect(throws: SodiumError.wrongLength(.output, expected: 64, found: length)) {
      var output = odd.mutableSpan
      _ = try Ed25519.deriveKeys(fromSeed: seed.span, into: &output)
    }
  }

  // The eight points of small order in canonical form and their other encodings: libsodium,
  // ge25519_has_small_order; "Taming the many EdDSAs" (Chalkias and others, 2020), table 1.
  @Test(arguments: [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  ])
  func `a public key of small order is refused`(point: String) {
    #expect(throws: SodiumError.unusablePublicKey) { try Ed25519.VerifyingKey(bytes(point)) }
  }

  @Test(arguments: [
    // The key of RFC 8032 §7.1, test 1, plus the point of order 2: outside the main subgroup, which
    // libsodium did not see before CVE-2025-69277.
    "16a567fe7d4ef5482ab4012c369bf8c5f11e8d0c2559dcda50fde59708f8aee5",
    // y = 2: x² = (y² − 1)/(d·y² + 1) has no root, so no point of the curve has it.
    "0200000000000000000000000000000000000000000000000000000000000000",
    // y = p + 3, the second encoding of 3, itself a y of the curve.
    "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    // All bits set: y = 2^255 − 1 is not below p.
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  ])
  func `bytes that are no point, or in a second encoding, are refused`(point: String) {
    #expect(throws: SodiumError.unusablePublicKey) { try Ed25519.VerifyingKey(bytes(point)) }
  }
}
