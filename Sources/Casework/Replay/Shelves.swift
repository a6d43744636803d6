/// Which case file each shelf belongs to. Follows from the files, and lies in an archive as an index of
/// its own, for a row tells its shelf and nothing else of where it belongs.
struct Shelves: Sendable {
  /// Shelf → the file's place among the archived ones.
  private var archived = ArchivedIndex(keyWords: 1)
  private var added: [Int64: CaseFileID] = [:]

  subscript(shelf: Int64, in files: ArchivedTable<CaseFile>) -> CaseFile? {
    if let file = added[shelf] { return files[file] }
    guard let found = archived.find((0, UInt64(bitPattern: shelf))),
      let file = files.archivedKey(at: found.own).flatMap({ files[$0] }),
      file.shelves.contains(shelf)
    else { return nil }
    return file
  }

  /// Whether something could not be fetched from the archive below.
  var isDamaged: Bool { archived.isDamaged }

  mutating func place(_ shelf: Int64, of file: CaseFileID) { added[shelf] = file }

  mutating func clear(_ shelf: Int64) { added[shelf] = nil }
}

extension Shelves: Equatable {
  /// Equal files have equal shelves: there is nothing else to compare.
  static func == (left: Self, right: Self) -> Bool { true }
}

extension Shelves {
  /// Takes the shelves of these files where reading has come to. Refuses one that is no file's; whether a
  /// file has the shelf is asked when somebody looks for it.
  init(
    of files: ArchivedTable<CaseFile>, from archive: inout ArchiveReader, in bulk: ArchivePages
  ) throws(MalformedArchive) {
    archived = try ArchivedIndex(keyWords: 1, from: &archive, in: bulk)
    guard bulk.isWhole else { return }
    for place in 0..<archived.count {
      guard let number = archived.entry(at: place)?.number, number < files.count else {
        throw archive.malformed
      }
    }
  }

  /// Writes the shelves of files that stand in this order. Those of files that still lie in an archive are
  /// known from there: reading 4,000 files back for them took as long as all the rest.
  func archive(
    of files: ArchivedTable<CaseFile>, standing: [ArchivedTable<CaseFile>.Standing],
    to archive: inout ByteWriter, bulk: inout ByteWriter
  ) {
    var moved: [Int?] = Array(repeating: nil, count: files.archivedCount)
    var renewed: [(word: UInt64, number: Int)] = []
    for (number, (key, place)) in standing.enumerated() {
      if let place {
        moved[place] = number
      } else {
        for shelf in files[key]?.shelves ?? [] {
          renewed.append((UInt64(bitPattern: shelf), number))
        }
      }
    }
    var entries: [(word: UInt64, number: Int)] = []
    entries.reserveCapacity(archived.count + renewed.count)
    for place in 0..<archived.count {
      if let entry = archived.entry(at: place), moved.indices.contains(entry.number),
        let number = moved[entry.number]
      {
        entries.append((entry.key.low, number))
      }
    }
    // Two rows that rise, one behind the other: sorting merges them.
    entries += renewed.sorted { $0.word < $1.word }
    entries.sort { $0.word < $1.word }
    archive.append(length: entries.count)
    archive.append(length: bulk.count)
    bulk.append(index: entries)
  }
}

extension CaseFile {
  /// Every shelf of this file.
  fileprivate var shelves: [Int64] { [shelf] + processShelves.values }
}
