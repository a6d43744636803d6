/// Numbers under sorted keys, as they lie in an archive's bulk: found without reading the rest.
///
/// For each key one or two words and `u32 number`; keys rise strictly.
struct ArchivedIndex: Sendable {
  private let bulk: ArchivePages
  private let start: Int
  private let keyWords: Int
  let count: Int

  /// An index of nothing.
  init(keyWords: Int) {
    (bulk, start, count) = (ArchivePages([]), 0, 0)
    self.keyWords = keyWords
  }

  /// Takes an index where reading has come to: `u32 count ‖ u32 where it begins in the bulk`. Where that is
  /// at hand, keys that do not rise are refused: one would stand twice.
  init(
    keyWords: Int, from archive: inout ArchiveReader, in bulk: ArchivePages
  ) throws(MalformedArchive) {
    self.keyWords = keyWords
    self.bulk = bulk
    count = Int(try archive.number())
    start = Int(try archive.number())
    guard start <= bulk.count, count <= (bulk.count - start) / Self.width(keyWords: keyWords) else {
      throw archive.malformed
    }
    guard bulk.isWhole else { return }
    for place in 0..<max(0, count - 1) {
      guard let key = entry(at: place)?.key, let next = entry(at: place + 1)?.key, key < next else {
        throw archive.malformed
      }
    }
  }

  /// Bytes of one entry.
  static func width(keyWords: Int) -> Int { keyWords * 8 + 4 }

  /// Where it ends in the bulk.
  var end: Int { start + count * Self.width(keyWords: keyWords) }

  var isDamaged: Bool { bulk.isDamaged }

  typealias Key = (high: UInt64, low: UInt64)

  /// What stands at a place; the first word of a key of one word is zero. Nil where the page is damaged.
  func entry(at place: Int) -> (key: Key, number: Int)? {
    var stretch: ArchivePages.Stretch?
    return entry(at: place, in: &stretch)
  }

  /// The same, looked for first in what is at hand from before.
  private func entry(
    at place: Int, in stretch: inout ArchivePages.Stretch?
  ) -> (key: Key, number: Int)? {
    let width = Self.width(keyWords: keyWords)
    let range = start + place * width..<start + (place + 1) * width
    if stretch?.holds(range) != true { stretch = bulk.stretch(holding: range) }
    guard let stretch else { return nil }
    let at = range.lowerBound - stretch.start
    let words = stretch.bytes.span
    return keyWords == 1
      ? ((0, words.word(at: at)), words.number(at: at + 8))
      : ((words.word(at: at), words.word(at: at + 8)), words.number(at: at + 16))
  }

  /// The number at a place and, unless it is the last, the one after it.
  func numbers(at place: Int) -> (own: Int, next: Int?)? {
    var stretch: ArchivePages.Stretch?
    guard let own = entry(at: place, in: &stretch) else { return nil }
    guard place + 1 < count else { return (own.number, nil) }
    return entry(at: place + 1, in: &stretch).map { (own.number, $0.number) }
  }

  /// Where a key stands, its number and, unless it is the last, the one after it; nil when it does not.
  ///
  /// Keys are random, so the place is guessed from the key, which finds it at once on one page or two however
  /// many keys there are. A few guesses that miss, and the rest is halved.
  func find(_ key: Key) -> (place: Int, own: Int, next: Int?)? {
    var stretch: ArchivePages.Stretch?
    var places = 0..<count
    var (least, greatest) = (0.0, 18_446_744_073_709_551_616.0)
    var guesses = 0
    while !places.isEmpty {
      let middle =
        guesses < 8
        ? places.lowerBound + guess(at: key, between: least, and: greatest, among: places.count)
        : places.lowerBound + places.count / 2
      guard let found = entry(at: middle, in: &stretch) else { return nil }
      if found.key == key {
        guard middle + 1 < count else { return (middle, found.number, nil) }
        return entry(at: middle + 1, in: &stretch).map { (middle, found.number, $0.number) }
      }
      let leading = Double(keyWords == 1 ? found.key.low : found.key.high)
      if found.key < key {
        (places, least) = (middle + 1..<places.upperBound, leading)
      } else {
        (places, greatest) = (places.lowerBound..<middle, leading)
      }
      guesses += 1
    }
    return nil
  }

  /// How far into so many places a key ought to stand, if the leading words between the two are spread evenly.
  private func guess(
    at key: Key, between least: Double, and greatest: Double, among count: Int
  ) -> Int {
    guard greatest > least else { return count / 2 }
    let share = (Double(keyWords == 1 ? key.low : key.high) - least) / (greatest - least)
    return min(count - 1, max(0, Int(share * Double(count))))
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
    for entry in entries {
      if keyWords == 2 { append(entry.key.high) }
      append(entry.key.low)
      append(length: entry.number)
    }
  }
}
