import Testing

@testable import Casework

/// The table beside a plain dictionary that is treated the same.
@Suite struct ArchivedTableTests {
  /// A value of no fixed length.
  private struct Remark: ArchivedElement {
    typealias Tag = Named.CaseFile
    let key: CaseFileID
    var words: [UInt8]

    init(_ key: CaseFileID, _ words: [UInt8]) { (self.key, self.words) = (key, words) }

    func archive(to archive: inout ByteWriter) {
      archive.append(key)
      archive.append(length: words.count)
      archive.append(words)
    }

    init(from archive: inout ArchiveReader) throws(MalformedArchive) {
      self.init(try archive.identifier(), try archive.run())
    }
  }

  private func reread(_ table: ArchivedTable<Remark>) throws -> ArchivedTable<Remark> {
    var writer = ByteWriter(capacity: 0)
    table.archive(to: &writer)
    // Behind other bytes, and before others: a table begins and ends where it says.
    var archive = ArchiveReader([7, 7, 7] + writer.finished() + [9], from: 3)
    let table = try ArchivedTable<Remark>(from: &archive)
    #expect(try archive.byte() == 9)
    return table
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `does what a dictionary does, wherever its values lie`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var (table, model) = (ArchivedTable<Remark>(), [CaseFileID: Remark]())
    for step in 0..<600 {
      let key = CaseFileID(
        high: .random(in: 0...3, using: &random), low: .random(in: 0...9, using: &random))
      switch Int.random(in: 0...9, using: &random) {
      case 0...3:
        let words = [UInt8](repeating: UInt8(step % 256), count: step % 7)
        (table[key], model[key]) = (Remark(key, words), Remark(key, words))
      case 4, 5:
        table[key]?.words.append(1)
        model[key]?.words.append(1)
      case 6, 7:
        #expect(table.removeValue(forKey: key) == model.removeValue(forKey: key))
      case 8: table = try reread(table)
      default: table[key] = table[key]
      }
      #expect(table[key] == model[key] && table.count == model.count, "step \(step)")
    }
    let values = table.values.sorted { $0.key < $1.key }
    #expect(values == model.values.sorted { $0.key < $1.key })
    #expect(Set(table.keys) == Set(model.keys))
    let isKept = try reread(table) == table
    #expect(isKept)
  }

  @Test func `tables that differ in one value are not equal`() throws {
    let (one, two) = (CaseFileID(high: 1, low: 1), CaseFileID(high: 2, low: 2))
    var table = ArchivedTable<Remark>()
    table[one] = Remark(one, [1])
    table[two] = Remark(two, [2])
    var other = try reread(table)
    #expect(other == table)
    other[two]?.words = [3]
    #expect(other != table)
    other[two] = nil
    #expect(other != table && other.count == 1)
  }

  @Test func `a value that does not read as one is as if it were not there`() throws {
    let (one, two) = (CaseFileID(high: 1, low: 1), CaseFileID(high: 2, low: 2))
    var table = ArchivedTable<Remark>()
    (table[one], table[two]) = (Remark(one, [1]), Remark(two, [2]))
    var writer = ByteWriter(capacity: 0)
    table.archive(to: &writer)
    var bytes = writer.finished()
    // The length of the second value's words: 1, the last number before its last byte.
    bytes[bytes.count - 2] = 2
    var archive = ArchiveReader(bytes, from: 0)
    let damaged = try ArchivedTable<Remark>(from: &archive)
    #expect(damaged[one] == Remark(one, [1]))
    #expect(damaged[two] == nil)
    #expect(damaged.values.map(\.key) == [one])
  }
}
