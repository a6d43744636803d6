import Sodium
import Testing

@Suite struct AEADRefusalTests {
  let key = [UInt8](repeating: 1, count: 32)
  let nonce = [UInt8](repeating: 2, count: 24)
  let plaintext = Array("the client spoke".utf8)

  @Test(arguments: [0, 1, 31, 33, 64])
  func `a key of another length neither seals nor opens`(length: Int) {
    let other = [UInt8](repeating: 1, count: length)
    let refusal = SodiumError.wrongLength(.key, expected: 32, found: length)
    #expect(throws: refusal) {
      try XChaCha20Poly1305.seal(plaintext, key: other.span, nonce: nonce.span)
    }
    #expect(throws: refusal) {
      try XChaCha20Poly1305.open(plaintext, key: other.span, nonce: nonce.span)
    }
  }

  @Test(arguments: [0, 12, 23, 25])
  func `a nonce of another length neither seals nor opens`(length: Int) {
    let other = [UInt8](repeating: 1, count: length)
    let refusal = SodiumError.wrongLength(.nonce, expected: 24, found: length)
    #expect(throws: refusal) {
      try XChaCha20Poly1305.seal(plaintext, key: key.span, nonce: other.span)
    }
    #expect(throws: refusal) {
      try XChaCha20Poly1305.open(plaintext, key: key.span, nonce: other.span)
    }
  }

  @Test(arguments: [0, 1, 15])
  func `a ciphertext shorter than its tag is damaged`(length: Int) {
    let short = [UInt8](repeating: 1, count: length)
    #expect(throws: SodiumError.damaged) {
      try XChaCha20Poly1305.open(short, key: key.span, nonce: nonce.span)
    }
    var place = short
    #expect(throws: SodiumError.damaged) {
      var span = place.mutableSpan
      try XChaCha20Poly1305.openInPlace(&span, key: key.span, nonce: nonce.span)
    }
    #expect(place == short)
  }

  @Test(arguments: [0, 31, 33])
  func `an output of another length is refused before anything is written`(length: Int) {
    var written = [UInt8](repeating: 9, count: length)
    #expect(throws: SodiumError.wrongLength(.output, expected: 32, found: length)) {
      var output = written.mutableSpan
      try XChaCha20Poly1305.seal(
        plaintext.span, into: &output, key: key.span, nonce: nonce.span)
    }
    #expect(written == [UInt8](repeating: 9, count: length))
  }

  @Test func `nothing seals to a bare tag and opens to nothing`() throws {
    let sealed = try XChaCha20Poly1305.seal([], key: key.span, nonce: nonce.span)
    let opened = try XChaCha20Poly1305.open(sealed, key: key.span, nonce: nonce.span)
    #expect(sealed.count == 16)
    #expect(opened == [])
  }

  @Test func `a damaged text leaves no plaintext behind`() throws {
    var sealed = try XChaCha20Poly1305.seal(plaintext, key: key.span, nonce: nonce.span)
    sealed[0] ^= 1
    var opened = [UInt8](repeating: 9, count: plaintext.count)
    #expect(throws: SodiumError.damaged) {
      var output = opened.mutableSpan
      try XChaCha20Poly1305.open(
        sealed.span, into: &output, key: key.span, nonce: nonce.span)
    }
    #expect(opened == [UInt8](repeating: 0, count: plaintext.count))
    #expect(throws: SodiumError.damaged) {
      var span = sealed.mutableSpan
      try XChaCha20Poly1305.openInPlace(&span, key: key.span, nonce: nonce.span)
    }
    #expect(Array(sealed.dropLast(16)) == [UInt8](repeating: 0, count: plaintext.count))
  }
}
