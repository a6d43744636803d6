import Sodium
import Testing

@Suite struct Ed25519Tests {
  // RFC 8032 §7.1, test 2.
  let seed = bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
  let publicKey = bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
  let message = bytes("72")
  let signature = bytes(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
      + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")

  @Test func `a seed signs as the specification shows`() throws {
    let key = try Ed25519.SigningKey(seed: seed.span)
    let verifyingKey = key.verifyingKey
    let made = try key.sign(message)
    #expect(verifyingKey.bytes == publicKey)
    #expect(made.bytes == signature)
  }

  @Test func `a signature is good for its message and key only`() throws {
    let key = try Ed25519.VerifyingKey(publicKey)
    let good = try Ed25519.Signature(signature)
    #expect(key.accepts(good, over: message))
    #expect(!key.accepts(good, over: [0x73]))
    let other = try Ed25519.SigningKey.random().verifyingKey
    #expect(!other.accepts(good, over: message))
    #expect(throws: SodiumError.forgedSignature) { try other.verify(good, over: message.span) }
  }
}
