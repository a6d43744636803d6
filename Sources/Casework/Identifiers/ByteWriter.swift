/// Writes the fixed-width forms of CaseVault, front to back: integers big-endian, identifiers and hashes
/// as their bytes.
package struct ByteWriter {
  private var buffer: [UInt8]
  private var position = 0

  /// `capacity` is a guess at how many bytes it will be; more are made room for.
  init(capacity: Int) { buffer = [UInt8](repeating: 0, count: capacity) }

  /// How many bytes were written.
  var count: Int { position }

  /// What was written.
  consuming func finished() -> [UInt8] {
    buffer.removeLast(buffer.count - position)
    return buffer
  }

  mutating func append(_ byte: UInt8) {
    let start = makeRoom(for: 1)
    buffer[start] = byte
  }

  mutating func append(_ number: UInt32) {
    let start = makeRoom(for: 4)
    var bytes = buffer.mutableSpan
    bytes.set(number, at: start)
  }

  @inline(__always)
  mutating func append(_ word: UInt64) {
    let start = makeRoom(for: 8)
    var bytes = buffer.mutableSpan
    bytes.set(word, at: start)
  }

  @inline(__always)
  mutating func append<Tag>(_ identifier: Identifier<Tag>) {
    let start = makeRoom(for: 16)
    var bytes = buffer.mutableSpan
    bytes.set(identifier.high, at: start)
    bytes.set(identifier.low, at: start + 8)
  }

  @inline(__always)
  mutating func append(_ hash: ContentHash) {
    let start = makeRoom(for: 32)
    var bytes = buffer.mutableSpan
    bytes.set(hash, at: start)
  }

  /// Two hashes, as they often stand side by side.
  @inline(__always)
  mutating func append(_ first: ContentHash, _ second: ContentHash) {
    let start = makeRoom(for: 64)
    var bytes = buffer.mutableSpan
    bytes.set(first, at: start)
    bytes.set(second, at: start + 32)
  }

  /// Leaves room for so many bytes, which are zero until they are set. Answers with where it begins.
  mutating func pass(_ count: Int) -> Int { makeRoom(for: count) }

  /// Writes where room was left.
  mutating func set(_ number: UInt32, at place: Int) {
    var bytes = buffer.mutableSpan
    bytes.set(number, at: place)
  }

  /// Writes where room was left.
  mutating func set(_ word: UInt64, at place: Int) {
    var bytes = buffer.mutableSpan
    bytes.set(word, at: place)
  }

  mutating func append(_ bytes: Span<UInt8>) {
    let place = makeRoom(for: bytes.count)
    var target = buffer.mutableSpan
    for index in 0..<bytes.count { target[place &+ index] = bytes[index] }
  }

  mutating func append(_ bytes: some Collection<UInt8>) {
    var place = makeRoom(for: bytes.count)
    for byte in bytes {
      buffer[place] = byte
      place += 1
    }
  }

  /// Moves on by so many bytes and tells where they begin.
  @inline(__always)
  private mutating func makeRoom(for count: Int) -> Int {
    if buffer.count - position < count { grow(by: count) }
    defer { position += count }
    return position
  }

  @inline(never)
  private mutating func grow(by count: Int) {
    buffer.append(contentsOf: repeatElement(0, count: max(count, buffer.count, 256)))
  }
}
