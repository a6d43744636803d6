/// Numbers under sorted keys, as they lie in an archive: found by halving, without reading the rest.
///
/// `u32 count`, then for each key one or two words and `u32 number`; keys rise strictly.
struct ArchivedIndex: Sendable {
  private let bytes: [UInt8]
  private let start: Int
  private let keyWords: Int
  let count: Int

  /// An index of nothing.
  init(keyWords: Int) {
    (bytes, start, count) = ([], 0, 0)
    self.keyWords = keyWords
  }

  /// Takes an index where reading has come to. Refuses keys that do not rise: one would stand twice.
  init(keyWords: Int, from archive: inout ArchiveReader) throws(MalformedArchive) {
    self.keyWords = keyWords
    let width = Self.width(keyWords: keyWords)
    count = try archive.length(ofAtLeast: width)
    (bytes, start) = try archive.pass(count * width)
    for place in 0..<max(0, count - 1) where key(at: place) >= key(at: place + 1) {
      throw archive.malformed
    }
  }

  /// Bytes of one entry.
  static func width(keyWords: Int) -> Int { keyWords * 8 + 4 }

  private var width: Int { Self.width(keyWords: keyWords) }

  /// The key at a place; the first word of a key of one word is zero.
  func key(at place: Int) -> (high: UInt64, low: UInt64) {
    let offset = start + place * width
    let bytes = bytes.span
    return keyWords == 1
      ? (0, bytes.word(at: offset)) : (bytes.word(at: offset), bytes.word(at: offset + 8))
  }

  /// The number at a place.
  func number(at place: Int) -> Int {
    let offset = start + place * width + keyWords * 8
    return bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Where a key stands; nil when it does not.
  func place(of key: (high: UInt64, low: UInt64)) -> Int? {
    var places = 0..<count
    while !places.isEmpty {
      let middle = places.lowerBound + places.count / 2
      let found = self.key(at: middle)
      if found == key { return middle }
      places = found < key ? middle + 1..<places.upperBound : places.lowerBound..<middle
    }
    return nil
  }
}

extension ByteWriter {
  /// Writes one entry of an index with keys of two words, where room was left for it.
  mutating func set(entry key: (high: UInt64, low: UInt64), number: Int, at place: Int) {
    set(key.high, at: place)
    set(key.low, at: place + 8)
    set(UInt32(clamping: number), at: place + 16)
  }

  /// Writes an index; the entries must be sorted by key.
  mutating func append(
    index entries: [(key: (high: UInt64, low: UInt64), number: Int)], keyWords: Int
  ) {
    append(length: entries.count)
    for entry in entries {
      if keyWords == 2 { append(entry.key.high) }
      append(entry.key.low)
      append(length: entry.number)
    }
  }
}
