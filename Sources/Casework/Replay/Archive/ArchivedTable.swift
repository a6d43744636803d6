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
/// In an archive: an ``ArchivedIndex`` of the keys, whose numbers say where each value begins, then
/// `u32 length` and the values in the order of their keys. A value that does not read as one is as if it
/// were not there; within a device's own seal there is none.
package struct ArchivedTable<Element: ArchivedElement>: Sendable {
  package typealias Key = Identifier<Element.Tag>

  private var index = ArchivedIndex(keyWords: 2)
  private var records: [UInt8] = []
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
    let key = index.key(at: place)
    return Key(high: key.high, low: key.low)
  }

  private func archived(_ key: Key) -> Element? {
    guard index.count > 0, let place = index.place(of: (key.high, key.low)),
      !removed.contains(key)
    else { return nil }
    return archived(at: place)
  }

  fileprivate func archived(at place: Int) -> Element? {
    let range = range(at: place)
    var archive = ArchiveReader(records, in: range)
    guard let value = try? Element(from: &archive), (try? archive.finish()) != nil,
      value.key == archivedKey(at: place)
    else { return nil }
    return value
  }

  private func range(at place: Int) -> Range<Int> {
    let next = place + 1 < index.count ? recordsStart + index.number(at: place + 1) : recordsEnd
    return recordsStart + index.number(at: place)..<next
  }

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
  /// Takes a table where reading has come to. Looks at the index alone.
  init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    index = try ArchivedIndex(keyWords: 2, from: &archive)
    count = index.count
    let length = try archive.length(ofAtLeast: 1)
    (records, recordsStart) = try archive.pass(length)
    recordsEnd = recordsStart + length
    var last = -1
    for place in 0..<index.count {
      let number = index.number(at: place)
      guard number > last, number < length, place > 0 || number == 0 else {
        throw archive.malformed
      }
      last = number
    }
    guard index.count > 0 || length == 0 else { throw archive.malformed }
  }

  /// One value of a table that is archived: where it lay in the archive below, or nil for one in memory.
  typealias Standing = (key: Key, place: Int?)

  /// How many values the archive below has, changed and removed ones among them.
  var archivedCount: Int { index.count }

  /// Writes the table, and tells what stands there in its order.
  @discardableResult
  func archive(to archive: inout ByteWriter) -> [Standing] {
    let standing = standing()
    archive.append(length: standing.count)
    let width = ArchivedIndex.width(keyWords: 2)
    // Numbers and length are known once the values stand there; a second buffer for these would cost more
    // than writing them.
    let entries = archive.pass(standing.count * width)
    let length = archive.pass(4)
    let start = archive.count
    for (number, (key, place)) in standing.enumerated() {
      archive.set(
        entry: (key.high, key.low), number: archive.count - start, at: entries + number * width)
      if let place {
        archive.append(records.span.extracting(range(at: place)))
      } else {
        changed[key]?.archive(to: &archive)
      }
    }
    archive.set(UInt32(clamping: archive.count - start), at: length)
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
