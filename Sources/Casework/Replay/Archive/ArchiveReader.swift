/// Takes an archive apart from front to back. Every read is checked against the bytes that are left.
package struct ArchiveReader {
  private let bytes: [UInt8]
  private let end: Int
  private(set) var position: Int

  init(_ bytes: [UInt8], from position: Int) {
    self.init(bytes, in: position..<max(position, bytes.count))
  }

  /// Reads no further than a range goes, which must lie within the bytes.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    (position, end) = (range.lowerBound, range.upperBound)
  }

  /// What is wrong here, where reading has come to.
  var malformed: MalformedArchive { .malformed(at: position) }

  @inline(__always)
  mutating func byte() throws(MalformedArchive) -> UInt8 {
    let start = try take(1)
    return bytes[start]
  }

  @inline(__always)
  mutating func number() throws(MalformedArchive) -> UInt32 {
    let start = try take(4)
    let upper = UInt32(bytes[start]) << 24 | UInt32(bytes[start + 1]) << 16
    return upper | UInt32(bytes[start + 2]) << 8 | UInt32(bytes[start + 3])
  }

  @inline(__always)
  mutating func word() throws(MalformedArchive) -> UInt64 {
    let start = try take(8)
    return bytes.span.word(at: start)
  }

  /// A number that can be counted on from without overflow.
  mutating func count() throws(MalformedArchive) -> Int {
    let number = try word()
    guard number <= UInt64(StrictJSON.maximumInteger) else { throw malformed }
    return Int(number)
  }

  /// How many elements follow. Each takes so many bytes at least, so a count is never believed beyond
  /// what there is.
  @inline(__always)
  mutating func length(ofAtLeast width: Int) throws(MalformedArchive) -> Int {
    let count = Int(try number())
    guard count * width <= end - position else { throw malformed }
    return count
  }

  mutating func flag() throws(MalformedArchive) -> Bool {
    switch try byte() {
    case 0: false
    case 1: true
    default: throw malformed
    }
  }

  @inline(__always)
  mutating func identifier<Tag>() throws(MalformedArchive) -> Identifier<Tag> {
    let start = try take(16)
    let bytes = bytes.span
    return Identifier(high: bytes.word(at: start), low: bytes.word(at: start + 8))
  }

  mutating func optionalIdentifier<Tag>() throws(MalformedArchive) -> Identifier<Tag>? {
    try flag() ? try identifier() : nil
  }

  @inline(__always)
  mutating func hash() throws(MalformedArchive) -> ContentHash {
    let start = try take(32)
    let bytes = bytes.span
    return ContentHash(
      words: ContentHash.Words(
        first: bytes.word(at: start), second: bytes.word(at: start + 8),
        third: bytes.word(at: start + 16), fourth: bytes.word(at: start + 24)))
  }

  mutating func moment() throws(MalformedArchive) -> Moment {
    let milliseconds = Int64(bitPattern: try word())
    guard let moment = Moment(millisecondsSince1970: milliseconds) else { throw malformed }
    return moment
  }

  mutating func link() throws(MalformedArchive) -> Link {
    Link(sequence: try word(), hash: try hash())
  }

  /// A short word, such as a role's.
  mutating func code() throws(MalformedArchive) -> String {
    let length = Int(try byte())
    let start = try take(length)
    return String(decoding: bytes[start..<start + length], as: UTF8.self)
  }

  /// Bytes that say for themselves what they are.
  mutating func run() throws(MalformedArchive) -> [UInt8] {
    let length = Int(try number())
    let start = try take(length)
    return Array(bytes[start..<start + length])
  }

  @inline(__always)
  mutating func list<Element>(
    atLeast width: Int, _ element: (inout ArchiveReader) throws(MalformedArchive) -> Element
  ) throws(MalformedArchive) -> [Element] {
    let count = try length(ofAtLeast: width)
    // Most files have one assigned member and one wrap: a literal is made faster than room for one.
    guard count > 1 else { return count == 0 ? [] : [try element(&self)] }
    var elements: [Element] = []
    elements.reserveCapacity(count)
    for _ in 0..<count { elements.append(try element(&self)) }
    return elements
  }

  /// Elements under their own keys, none twice.
  mutating func dictionary<Key, Element>(
    atLeast width: Int, by key: (Element) -> Key,
    _ element: (inout ArchiveReader) throws(MalformedArchive) -> Element
  ) throws(MalformedArchive) -> [Key: Element] {
    let count = try length(ofAtLeast: width)
    var elements: [Key: Element] = [:]
    elements.reserveCapacity(count)
    for _ in 0..<count {
      let next = try element(&self)
      elements[key(next)] = next
    }
    guard elements.count == count else { throw malformed }
    return elements
  }

  /// Refuses bytes that nobody asked for.
  func finish() throws(MalformedArchive) {
    guard position == end else { throw malformed }
  }

  @inline(__always)
  private mutating func take(_ count: Int) throws(MalformedArchive) -> Int {
    guard count <= end - position else { throw malformed }
    position += count
    return position - count
  }
}
