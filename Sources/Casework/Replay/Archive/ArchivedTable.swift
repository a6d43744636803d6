/// What a table keeps: it knows its own key and its form in an archive.
package protocol ArchivedElement: Sendable, Equatable {
  associatedtype Tag
  var key: Identifier<Tag> { get }
  func archive(to archive: inout ByteWriter)
  init(from archive: inout ArchiveReader) throws(MalformedArchive)
}

/// A dictionary of which those values that nobody has asked for still lie in the archive they came from.
///
/// A practice has thousands of case files, and a command touches one: reading all of them back took
/// longer than everything else that `note show` does. What was changed or added stands in memory; the
/// archive below it is never changed, and is copied as it is when the table is archived again.
///
/// In an archive's bulk: an ``ArchivedIndex`` of the keys, whose numbers say where each value begins, then
/// the values in the order of their keys. Before, where the table stands: where the index lies, and `u32
/// length` of the values. A value that does not read as one is as if it were not there; within a device's own
/// seal there is none, and a page that does not open is remembered (``ArchivePages/isDamaged``).
package struct ArchivedTable<Element: ArchivedElement>: Sendable {
  package typealias Key = Identifier<Element.Tag>

  private var index = ArchivedIndex(keyWords: 2)
  private var bulk = ArchivePages([])
  private var recordsStart = 0
  private var recordsEnd = 0
  private var changed: [Key: Element] = [:]
  private var removed: Set<Key> = []
  package private(set) var count = 0

  package init() {}

  package subscript(key: Key) -> Element? {
    get { changed.isEmpty ? archived(key) : changed[key] ?? archived(key) }
    _modify {
      // Read back once: from then on it lies in memory.
      if changed.index(forKey: key) == nil { changed[key] = archived(key) }
      let stood = changed.index(forKey: key) != nil
      defer {
        let stands = changed.index(forKey: key) != nil
        count += (stands ? 1 : 0) - (stood ? 1 : 0)
        if stood, !stands { removed.insert(key) }
      }
      yield &changed[key]
    }
  }

  package var isEmpty: Bool { count == 0 }

  /// The values, in no order.
  package var values: Values { Values(of: self) }

  /// One of `parts` shares of the values: reading one back takes about a microsecond.
  package func values(part: Int, of parts: Int) -> [Element] {
    let share = (index.count + parts - 1) / parts
    let places = min(part * share, index.count)..<min((part + 1) * share, index.count)
    let lying = places.compactMap { place in
      archivedKey(at: place).flatMap { key in
        changed[key] == nil && !removed.contains(key) ? archived(at: place) : nil
      }
    }
    return part == 0 ? lying + changed.values : lying
  }

  /// The keys, in no order.
  package var keys: [Key] { values.map(\.key) }

  /// Takes a value out and answers with it.
  @discardableResult
  package mutating func removeValue(forKey key: Key) -> Element? {
    let value = self[key]
    if value != nil { self[key] = nil }
    return value
  }

  /// The key at a place of the archive below.
  func archivedKey(at place: Int) -> Key? {
    guard (0..<index.count).contains(place) else { return nil }
    return index.entry(at: place).map { Key(high: $0.key.high, low: $0.key.low) }
  }

  private func archived(_ key: Key) -> Element? {
    guard index.count > 0, let found = index.find((key.high, key.low)), !removed.contains(key),
      let value = archived(from: found.own, to: found.next), value.key == key
    else { return nil }
    return value
  }

  fileprivate func archived(at place: Int) -> Element? {
    guard let numbers = index.numbers(at: place),
      let value = archived(from: numbers.own, to: numbers.next),
      value.key == archivedKey(at: place)
    else { return nil }
    return value
  }

  private func archived(from number: Int, to next: Int?) -> Element? {
    guard let range = range(from: number, to: next), let stretch = bulk.stretch(holding: range)
    else { return nil }
    let place = range.lowerBound - stretch.start
    var archive = ArchiveReader(stretch.bytes, in: place..<place + range.count)
    guard let value = try? Element(from: &archive), (try? archive.finish()) != nil else {
      return nil
    }
    return value
  }

  /// Where in the bulk the value lies that begins at a number, before that of the next.
  private func range(from number: Int, to next: Int?) -> Range<Int>? {
    let start = recordsStart + number
    let end = next.map { recordsStart + $0 } ?? recordsEnd
    return start < end && end <= recordsEnd ? start..<end : nil
  }

  /// The bytes of the value at a place, as they lie there.
  private func appendRecord(at place: Int, to archive: inout ByteWriter) {
    guard let numbers = index.numbers(at: place),
      let range = range(from: numbers.own, to: numbers.next),
      let stretch = bulk.stretch(holding: range)
    else { return }
    let start = range.lowerBound - stretch.start
    archive.append(stretch.bytes.span.extracting(start..<start + range.count))
  }

  /// Whether something could not be fetched from the archive below.
  var isDamaged: Bool { bulk.isDamaged }

  /// Goes through the values of a table: those in memory, then those in its archive.
  package struct Values: Sequence, IteratorProtocol {
    private let table: ArchivedTable
    private var inMemory: Dictionary<Key, Element>.Values.Iterator
    private var place = 0

    fileprivate init(of table: ArchivedTable) {
      self.table = table
      inMemory = table.changed.values.makeIterator()
    }

    package mutating func next() -> Element? {
      if let value = inMemory.next() { return value }
      while let key = table.archivedKey(at: place) {
        place += 1
        if table.changed[key] == nil, !table.removed.contains(key),
          let value = table.archived(at: place - 1)
        {
          return value
        }
      }
      return nil
    }
  }
}

extension ArchivedTable: Equatable {
  /// Equal values, wherever they lie.
  package static func == (left: Self, right: Self) -> Bool {
    left.count == right.count && left.values.allSatisfy { right[$0.key] == $0 }
  }
}

// MARK: - In and out of an archive

extension ArchivedTable {
  /// Takes a table where reading has come to. Its values, and where the bulk is not at hand its index, are not
  /// looked at.
  init(
    from archive: inout ArchiveReader, in bulk: ArchivePages
  ) throws(MalformedArchive) {
    index = try ArchivedIndex(keyWords: 2, from: &archive, in: bulk)
    self.bulk = bulk
    count = index.count
    let length = Int(try archive.number())
    recordsStart = index.end
    recordsEnd = recordsStart + length
    guard recordsEnd <= bulk.count, index.count > 0 || length == 0 else { throw archive.malformed }
    guard bulk.isWhole else { return }
    var last = -1
    for place in 0..<index.count {
      guard let number = index.entry(at: place)?.number, number > last, number < length,
        place > 0 || number == 0
      else { throw archive.malformed }
      last = number
    }
  }

  /// One value of a table that is archived: where it lay in the archive below, or nil for one in memory.
  typealias Standing = (key: Key, place: Int?)

  /// How many values the archive below has, changed and removed ones among them.
  var archivedCount: Int { index.count }

  /// Writes where the table stands, and into the bulk what it holds; tells what stands there in its order.
  @discardableResult
  func archive(to archive: inout ByteWriter, bulk: inout ByteWriter) -> [Standing] {
    let standing = standing()
    archive.append(length: standing.count)
    archive.append(length: bulk.count)
    let width = ArchivedIndex.width(keyWords: 2)
    // Numbers are known once the values stand there; a second buffer for these would cost more than writing
    // them.
    let entries = bulk.pass(standing.count * width)
    let start = bulk.count
    for (number, (key, place)) in standing.enumerated() {
      bulk.set(
        entry: (key.high, key.low), number: bulk.count - start, at: number, ofIndexAt: entries,
        count: standing.count)
      if let place {
        appendRecord(at: place, to: &bulk)
      } else {
        changed[key]?.archive(to: &bulk)
      }
    }
    archive.append(length: bulk.count - start)
    return standing
  }

  private func standing() -> [Standing] {
    var standing: [Standing] = []
    standing.reserveCapacity(index.count + changed.count)
    for place in 0..<index.count {
      guard let key = archivedKey(at: place), changed[key] == nil, !removed.contains(key) else {
        continue
      }
      standing.append((key, place))
    }
    // Two rows that rise, one behind the other: sorting merges them.
    standing += changed.keys.sorted().map { ($0, nil) }
    standing.sort { $0.key < $1.key }
    return standing
  }
}
