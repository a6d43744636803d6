/// Numbers under sorted keys, as they lie in an archive's bulk: found without reading the rest.
///
/// The leading words of all keys, which searching looks at, then for each key the second word where it has two,
/// and `u32 number`; keys rise strictly.
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
    var leading: ArchivePages.Stretch?
    guard let first = self.leading(at: place, in: &leading),
      let (second, number) = rest(at: place, in: &stretch)
    else { return nil }
    return (keyWords == 1 ? (0, first) : (first, second), number)
  }

  private func leading(at place: Int, in stretch: inout ArchivePages.Stretch?) -> UInt64? {
    let range = start + place * 8..<start + (place + 1) * 8
    if stretch?.holds(range) != true { stretch = bulk.stretch(holding: range) }
    return stretch.map { $0.bytes.span.word(at: range.lowerBound - $0.start) }
  }

  /// The second word of a key, or zero, and the number.
  private func rest(
    at place: Int, in stretch: inout ArchivePages.Stretch?
  ) -> (word: UInt64, number: Int)? {
    let width = Self.width(keyWords: keyWords) - 8
    let begin = start + count * 8
    let range = begin + place * width..<begin + (place + 1) * width
    if stretch?.holds(range) != true { stretch = bulk.stretch(holding: range) }
    return stretch.map { stretch in
      let at = range.lowerBound - stretch.start
      let bytes = stretch.bytes.span
      return keyWords == 1
        ? (0, bytes.number(at: at)) : (bytes.word(at: at), bytes.number(at: at + 8))
    }
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
    let sought = keyWords == 1 ? key.low : key.high
    var (words, rests): (ArchivePages.Stretch?, ArchivePages.Stretch?)
    var places = 0..<count
    var (least, greatest) = (0.0, 18_446_744_073_709_551_616.0)
    var guesses = 0
    while !places.isEmpty {
      let middle =
        guesses < 8
        ? places.lowerBound + guess(at: sought, between: least, and: greatest, among: places.count)
        : places.lowerBound + places.count / 2
      guard let leading = leading(at: middle, in: &words) else { return nil }
      var isBefore = leading < sought
      if leading == sought {
        guard let (word, number) = rest(at: middle, in: &rests) else { return nil }
        if keyWords == 1 || word == key.low {
          guard middle + 1 < count else { return (middle, number, nil) }
          return rest(at: middle + 1, in: &rests).map { (middle, number, $0.number) }
        }
        isBefore = word < key.low
      }
      if isBefore {
        (places, least) = (middle + 1..<places.upperBound, Double(leading))
      } else {
        (places, greatest) = (places.lowerBound..<middle, Double(leading))
      }
      guesses += 1
    }
    return nil
  }

  /// How far into so many places a word ought to stand, if those between the two are spread evenly.
  private func guess(
    at word: UInt64, between least: Double, and greatest: Double, among count: Int
  ) -> Int {
    guard greatest > least else { return count / 2 }
    let share = (Double(word) - least) / (greatest - least)
    return min(count - 1, max(0, Int(share * Double(count))))
  }
}

extension ByteWriter {
  /// Writes one entry of an index with keys of two words, where room was left for all of it.
  mutating func set(
    entry key: (high: UInt64, low: UInt64), number: Int, at place: Int, ofIndexAt start: Int,
    count: Int
  ) {
    set(key.high, at: start + place * 8)
    let rest = start + count * 8 + place * 12
    set(key.low, at: rest)
    set(UInt32(clamping: number), at: rest + 8)
  }

  /// Writes an index with keys of one word; the entries must be sorted by key.
  mutating func append(index entries: [(word: UInt64, number: Int)]) {
    for entry in entries { append(entry.word) }
    for entry in entries { append(length: entry.number) }
  }
}
