import Sodium
import Testing

@Suite struct SecretStreamTests {
  let key = [UInt8](0..<32)
  let texts = [Array("first".utf8), Array("second".utf8), [], Array("last".utf8)]
  let tags: [SecretStream.Tag] = [.message, .push, .rekey, .final]

  private func sealed() throws -> (header: FixedBytes<24>, chunks: [[UInt8]]) {
    var writer = try SecretStream.Writer(key: key.span)
    var chunks: [[UInt8]] = []
    for (text, tag) in zip(texts, tags) { chunks.append(try writer.push(text, tag: tag)) }
    return (writer.header, chunks)
  }

  @Test func `chunks come back in order with their tags`() throws {
    let (header, chunks) = try sealed()
    var reader = try SecretStream.Reader(key: key.span, header: header.span)
    var opened: [SecretStream.Chunk] = []
    for chunk in chunks { opened.append(try reader.pull(chunk)) }
    let hasEnded = reader.hasEnded
    try reader.finish()
    #expect(opened.map(\.bytes) == texts)
    #expect(opened.map(\.tag) == tags)
    #expect(hasEnded)
    #expect(chunks.map(\.count) == [22, 23, 17, 21])  // 17 more than the texts.
  }

  @Test func `a stream made by other means opens`() throws {
    // Made apart from libsodium: ChaCha20 and Poly1305 of pyca/cryptography, HChaCha20 by hand, after
    // libsodium's description of the format. Key 00…1f, header 40…57.
    let header = [UInt8](64..<88)
    let context = Array("chunk 0".utf8)
    let chunk = bytes(
      "0e8cf62c902bacc02c4a05caee235b3623cec5c8b5a5e9305daa0416ec75667a9a600622dbe0")
    var reader = try SecretStream.Reader(key: key.span, header: header.span)
    let opened = try reader.pull(chunk, additionalData: context.span)
    #expect(opened.bytes == Array("Only the first chunk.".utf8))
    #expect(opened.tag == .final)
  }

  @Test func `a stream cut before its final chunk is noticed`() throws {
    let (header, chunks) = try sealed()
    for kept in 0..<3 {
      #expect(throws: SodiumError.streamCut) {
        var reader = try SecretStream.Reader(key: key.span, header: header.span)
        for chunk in chunks.prefix(kept) { _ = try reader.pull(chunk) }
        try reader.finish()
      }
    }
  }

  @Test func `chunks left out, repeated or swapped are noticed`() throws {
    let (header, chunks) = try sealed()
    for order in [[1], [0, 0], [0, 2], [0, 1, 3], [0, 1, 0]] {
      #expect(throws: SodiumError.damaged, "order \(order)") {
        var reader = try SecretStream.Reader(key: key.span, header: header.span)
        for place in order { _ = try reader.pull(chunks[place]) }
      }
    }
  }

  @Test func `every changed byte of a chunk is noticed, and the right chunk still opens`() throws {
    let (header, chunks) = try sealed()
    var reader = try SecretStream.Reader(key: key.span, header: header.span)
    for place in chunks[0].indices {
      var changed = chunks[0]
      changed[place] ^= 1
      #expect(throws: SodiumError.damaged, "byte \(place)") { _ = try reader.pull(changed) }
    }
    let opened = try reader.pull(chunks[0])
    #expect(opened.bytes == texts[0])
  }

  @Test(arguments: [0, 1, 16])
  func `a chunk without room for its overhead is damaged`(length: Int) throws {
    let (header, chunks) = try sealed()
    var reader = try SecretStream.Reader(key: key.span, header: header.span)
    #expect(throws: SodiumError.damaged) { _ = try reader.pull([UInt8](chunks[0].prefix(length))) }
  }

  @Test func `additional data must be the same`() throws {
    let (context, other) = (Array("chunk 0".utf8), Array("chunk 1".utf8))
    var writer = try SecretStream.Writer(key: key.span)
    let chunk = try writer.push(texts[0], tag: .final, additionalData: context.span)
    let header = writer.header
    var reader = try SecretStream.Reader(key: key.span, header: header.span)
    #expect(throws: SodiumError.damaged) { _ = try reader.pull(chunk, additionalData: other.span) }
    #expect(throws: SodiumError.damaged) { _ = try reader.pull(chunk) }
    let opened = try reader.pull(chunk, additionalData: context.span)
    #expect(opened.bytes == texts[0])
    #expect(opened.tag == .final)
  }

  @Test func `nothing follows the final chunk`() throws {
    let (header, chunks) = try sealed()
    var reader = try SecretStream.Reader(key: key.span, header: header.span)
    for chunk in chunks { _ = try reader.pull(chunk) }
    #expect(throws: SodiumError.streamEnded) { _ = try reader.pull(chunks[3]) }
    var writer = try SecretStream.Writer(key: key.span)
    _ = try writer.push([], tag: .final)
    #expect(throws: SodiumError.streamEnded) { _ = try writer.push([]) }
  }

  @Test(arguments: [0, 23, 25, 31, 33])
  func `keys and headers of another length are refused`(length: Int) {
    let odd = [UInt8](repeating: 1, count: length)
    #expect(throws: SodiumError.wrongLength(.key, expected: 32, found: length)) {
      _ = try SecretStream.Writer(key: odd.span).header
    }
    #expect(throws: SodiumError.wrongLength(.key, expected: 32, found: length)) {
      _ = try SecretStream.Reader(key: odd.span, header: odd.span).hasEnded
    }
    #expect(throws: SodiumError.wrongLength(.header, expected: 24, found: length)) {
      _ = try SecretStream.Reader(key: key.span, header: odd.span).hasEnded
    }
  }

  @Test func `another key opens nothing`() throws {
    let (header, chunks) = try sealed()
    let other = [UInt8](1...32)
    var reader = try SecretStream.Reader(key: other.span, header: header.span)
    #expect(throws: SodiumError.damaged) { _ = try reader.pull(chunks[0]) }
  }
}
