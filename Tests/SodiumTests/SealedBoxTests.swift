import Sodium
import Testing

@Suite struct SealedBoxTests {
  let message = Array("epoch secret, 32 bytes, or so...".utf8)

  @Test func `a sealed box opens for its recipient`() throws {
    let key = try X25519.SecretKey.random()
    let box = try SealedBox.seal(message.span, to: key.publicKey)
    let opened = try SealedBox.open(box.span, with: key)
    let bytes = [UInt8](copying: opened.span)
    #expect(bytes == message)
    #expect(box.count == 80)  // 32 bytes of message, 48 of box.
  }

  @Test func `a box made by other means opens`() throws {
    // Made apart from libsodium: X25519, ChaCha20, Poly1305 of pyca/cryptography, BLAKE2b and SHA-512
    // of hashlib, HChaCha20 by hand. Recipient's seed 32 × 03, ephemeral secret key 32 × 05.
    let seed = [UInt8](repeating: 3, count: 32)
    let box = bytes(
      "50a61409b1ddd0325e9b16b700e719e9772c07000b1bd7786e907c653d20495d"
        + "01460c8e1f529f2d2f268208ae0aafd22a35f78a530789565476fcc8622455d5"
        + "4b4046163d3a5ad9b97e51d3af91f109")
    let key = try X25519.SecretKey(seed: seed.span)
    let publicKey = key.publicKey
    let opened = try SealedBox.open(box.span, with: key)
    let found = [UInt8](copying: opened.span)
    #expect(
      hexadecimal(publicKey.bytes)
        == "75e270df2952c57ba8367ba8618c178f9fe50db2799d304e74e918d985686146")
    #expect(found == message)
  }

  @Test func `nothing can be sealed too`() throws {
    let key = try X25519.SecretKey.random()
    let box = try SealedBox.seal(Span(), to: key.publicKey)
    let count = try SealedBox.open(box.span, with: key).count
    #expect(count == 0)
    #expect(box.count == 48)
  }

  @Test func `no other key opens a box`() throws {
    let box = try SealedBox.seal(message.span, to: X25519.SecretKey.random().publicKey)
    let other = try X25519.SecretKey.random()
    #expect(throws: SodiumError.damaged) { _ = try SealedBox.open(box.span, with: other).count }
  }

  @Test func `a box with any byte changed does not open`() throws {
    let key = try X25519.SecretKey.random()
    let box = try SealedBox.seal(message.span, to: key.publicKey)
    for place in box.indices {
      var changed = box
      changed[place] ^= 1
      #expect(throws: SodiumError.damaged, "byte \(place)") {
        _ = try SealedBox.open(changed.span, with: key).count
      }
    }
  }

  @Test(arguments: [0, 1, 47, 48, 79])
  func `a box cut short does not open`(length: Int) throws {
    let key = try X25519.SecretKey.random()
    let box = try SealedBox.seal(message.span, to: key.publicKey)
    #expect(throws: SodiumError.damaged) {
      _ = try SealedBox.open(box.span.extracting(first: length), with: key).count
    }
  }

  @Test(arguments: [0, 31, 33])
  func `outputs and secret keys of another length are refused`(length: Int) throws {
    let key = try X25519.SecretKey.random()
    let (publicKey, secretKey) = (key.publicKey, [UInt8](copying: key.span))
    let box = try SealedBox.seal(message.span, to: publicKey)
    var odd = [UInt8](repeating: 0, count: length)
    var room = [UInt8](repeating: 0, count: 32)
    #expect(throws: SodiumError.wrongLength(.output, expected: 32, found: length)) {
      var output = odd.mutableSpan
      try SealedBox.open(box.span, publicKey: publicKey, secretKey: secretKey.span, into: &output)
    }
    #expect(throws: SodiumError.wrongLength(.output, expected: 80, found: length)) {
      var output = odd.mutableSpan
      try SealedBox.seal(message.span, to: publicKey, into: &output)
    }
    #expect(throws: SodiumError.wrongLength(.key, expected: 32, found: length)) {
      var output = room.mutableSpan
      try SealedBox.open(box.span, publicKey: publicKey, secretKey: odd.span, into: &output)
    }
  }
}
