import Sodium
import Testing

@Suite struct CommittingAEADTests {
  let key = [UInt8](0..<32)
  let label = Array("casevault test v1".utf8)
  let context = Array("vault 1, envelope 2".utf8)
  let text = Array("She slept better this week.".utf8)

  private func sealed() throws -> CommittingAEAD.Sealed {
    try CommittingAEAD.seal(
      text, key: key.span, label: label.span, additionalData: context.span)
  }

  @Test func `what was sealed opens again`() throws {
    let opened = try CommittingAEAD.open(
      sealed(), key: key.span, label: label.span, additionalData: context.span)
    #expect(opened == text)
  }

  @Test func `the construction is the documented one`() throws {
    // Made apart from libsodium: BLAKE2b of Python's hashlib, ChaCha20-Poly1305 of
    // pyca/cryptography under a nonce of twelve zero bytes.
    let made = try CommittingAEAD.seal(
      text, key: key.span, nonce: FixedBytes([UInt8](64..<88)), label: label.span,
      additionalData: context.span)
    #expect(
      hexadecimal(made.commitment.bytes)
        == "2eb7db1be2c396bbb66396621478e8f431f05a284db00bff75d2bed7489f48e3")
    #expect(
      hexadecimal(made.ciphertext)
        == "8eb0ee02ffc11f38e7e4bbb68913521e739598a21048bc463aee9bad6af6a978"
        + "7c6b45804a67607bcb9112")
  }

  @Test func `another key, nonce, label or context is a wrong key`() throws {
    let good = try sealed()
    let otherKey = [UInt8](1...32)
    #expect(throws: SodiumError.wrongKey) {
      try CommittingAEAD.open(
        good, key: otherKey.span, label: label.span, additionalData: context.span)
    }
    #expect(throws: SodiumError.wrongKey) {
      let moved = CommittingAEAD.Sealed(
        nonce: RandomBytes.fixed(), commitment: good.commitment, ciphertext: good.ciphertext)
      return try CommittingAEAD.open(
        moved, key: key.span, label: label.span, additionalData: context.span)
    }
    #expect(throws: SodiumError.wrongKey) {
      try CommittingAEAD.open(
        good, key: key.span, label: context.span, additionalData: context.span)
    }
    #expect(throws: SodiumError.wrongKey) {
      try CommittingAEAD.open(good, key: key.span, label: label.span, additionalData: label.span)
    }
  }

  @Test func `every flipped byte of the ciphertext is damage, not a wrong key`() throws {
    let good = try sealed()
    for place in good.ciphertext.indices {
      var bytes = good.ciphertext
      bytes[place] ^= 0x80
      let bad = CommittingAEAD.Sealed(
        nonce: good.nonce, commitment: good.commitment, ciphertext: bytes)
      #expect(throws: SodiumError.damaged, "byte \(place)") {
        try CommittingAEAD.open(
          bad, key: key.span, label: label.span, additionalData: context.span)
      }
    }
    #expect(good.ciphertext.count == 43)  // 27 bytes of text and a 16-byte tag.
  }

  @Test(arguments: [0, 15])
  func `a ciphertext without room for its tag is damage`(length: Int) throws {
    let good = try sealed()
    let cut = CommittingAEAD.Sealed(
      nonce: good.nonce, commitment: good.commitment,
      ciphertext: [UInt8](good.ciphertext.prefix(length)))
    #expect(throws: SodiumError.damaged) {
      try CommittingAEAD.open(cut, key: key.span, label: label.span, additionalData: context.span)
    }
  }

  @Test(arguments: [0, 31, 33])
  func `keys and commitments of another length are refused`(length: Int) throws {
    let good = try sealed()
    let odd = [UInt8](repeating: 3, count: length)
    var opened = [UInt8](repeating: 0, count: text.count)
    #expect(throws: SodiumError.wrongLength(.key, expected: 32, found: length)) {
      try CommittingAEAD.seal(
        text, key: odd.span, label: label.span, additionalData: context.span)
    }
    #expect(throws: SodiumError.wrongLength(.commitment, expected: 32, found: length)) {
      var output = opened.mutableSpan
      try CommittingAEAD.open(
        good.ciphertext.span, into: &output, key: key.span, nonce: good.nonce.span,
        commitment: odd.span, label: label.span, additionalData: context.span)
    }
  }

  @Test(arguments: [0, 23, 25])
  func `nonces of another length are refused`(length: Int) {
    let odd = [UInt8](repeating: 3, count: length)
    var room = [UInt8](repeating: 0, count: text.count + 16)
    #expect(throws: SodiumError.wrongLength(.nonce, expected: 24, found: length)) {
      var output = room.mutableSpan
      _ = try CommittingAEAD.seal(
        text.span, into: &output, key: key.span, nonce: odd.span, label: label.span,
        additionalData: context.span)
    }
  }

  @Test(arguments: [0, 42, 44])
  func `outputs of another length are refused`(length: Int) throws {
    let good = try sealed()
    var room = [UInt8](repeating: 0, count: length)
    #expect(throws: SodiumError.wrongLength(.output, expected: 43, found: length)) {
      var output = room.mutableSpan
      _ = try CommittingAEAD.seal(
        text.span, into: &output, key: key.span, nonce: good.nonce.span, label: label.span,
        additionalData: context.span)
    }
    #expect(throws: SodiumError.wrongLength(.output, expected: 27, found: length)) {
      var output = room.mutableSpan
      try CommittingAEAD.open(
        good.ciphertext.span, into: &output, key: key.span, nonce: good.nonce.span,
        commitment: good.commitment.span, label: label.span, additionalData: context.span)
    }
  }

  @Test func `a text sealed without words or context opens again`() throws {
    let empty = try CommittingAEAD.seal([], key: key.span, label: Span(), additionalData: Span())
    let opened = try CommittingAEAD.open(
      empty, key: key.span, label: Span(), additionalData: Span())
    #expect(opened == [])
    #expect(empty.ciphertext.count == 16)
  }
}
