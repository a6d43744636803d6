import Synchronization
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

  /// Behind other bytes, and before others: a table begins and ends where it says.
  private func written(_ table: ArchivedTable<Remark>) -> (core: [UInt8], bulk: [UInt8]) {
    var (core, bulk) = (ByteWriter(capacity: 0), ByteWriter(capacity: 0))
    bulk.append([5, 5, 5])
    table.archive(to: &core, bulk: &bulk)
    bulk.append([6])
    return ([7, 7, 7] + core.finished() + [9], bulk.finished())
  }

  private func read(
    _ core: [UInt8], _ bulk: ArchivePages
  ) throws -> ArchivedTable<Remark> {
    var archive = ArchiveReader(core, from: 3)
    let table = try ArchivedTable<Remark>(from: &archive, in: bulk)
    #expect(try archive.byte() == 9)
    return table
  }

  /// By the page, or with all of it at hand.
  private func reread(
    _ table: ArchivedTable<Remark>, byPages: Bool = false
  ) throws -> ArchivedTable<Remark> {
    let (core, bulk) = written(table)
    return try read(core, byPages ? Self.pages(of: bulk) : ArchivePages(bulk))
  }

  private static func pages(of bulk: [UInt8]) -> ArchivePages {
    ArchivePages(count: bulk.count, from: Pages(of: bulk))
  }

  /// Pages of bytes, which remembers who asked for what, and may lack the last one.
  private final class Pages: ArchiveSource {
    private let bulk: [UInt8]
    private let lacksLast: Bool
    private let told = Mutex<(asked: [Int], isDamaged: Bool)>(([], false))

    init(of bulk: [UInt8], lackingLast: Bool = false) {
      self.bulk = bulk
      lacksLast = lackingLast
    }

    var asked: [Int] { told.withLock { $0.asked } }
    var isDamaged: Bool { told.withLock { $0.isDamaged } }

    func page(_ number: Int) -> [UInt8]? {
      told.withLock { told in
        told.asked.append(number)
        guard !lacksLast || number + 1 < ArchivePages.pages(of: bulk.count) else {
          told.isDamaged = true
          return nil
        }
        return Array(bulk[ArchivePages.range(of: number, in: bulk.count)])
      }
    }
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
        // Some of them longer than others by far, so that values lie across pages.
        let words = [UInt8](
          repeating: UInt8(step % 256), count: step % 7 * (step % 5 == 0 ? 900 : 1))
        (table[key], model[key]) = (Remark(key, words), Remark(key, words))
      case 4, 5:
        table[key]?.words.append(1)
        model[key]?.words.append(1)
      case 6, 7:
        #expect(table.removeValue(forKey: key) == model.removeValue(forKey: key))
      case 8: table = try reread(table, byPages: step.isMultiple(of: 2))
      default: table[key] = table[key]
      }
      #expect(table[key] == model[key] && table.count == model.count, "step \(step)")
    }
    let values = table.values.sorted { $0.key < $1.key }
    #expect(values == model.values.sorted { $0.key < $1.key })
    #expect(Set(table.keys) == Set(model.keys))
    for byPages in [true, false] {
      let isKept = try reread(table, byPages: byPages) == table
      #expect(isKept)
    }
  }

  @Test func `asks for the few pages on which a value and its key lie`() throws {
    var table = ArchivedTable<Remark>()
    let keys = (0..<20_000).map { _ in
      CaseFileID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
    }
    for key in keys { table[key] = Remark(key, [UInt8](repeating: 1, count: 100)) }
    let (core, bulk) = written(table)
    let pages = Pages(of: bulk)
    let lazily = try read(core, ArchivePages(count: bulk.count, from: pages))
    #expect(lazily.count == 20_000)
    #expect(pages.asked == [])
    #expect(lazily[keys[0]] == Remark(keys[0], [UInt8](repeating: 1, count: 100)))
    // Guesses come as near as the square root of what there is, and then nearer.
    #expect(Set(pages.asked).count <= 4)
    #expect(lazily[CaseFileID(high: 1, low: 1)] == nil)
    #expect(Set(pages.asked).count <= 6)
    #expect(ArchivePages.pages(of: bulk.count) > 80)
    for key in keys { #expect(lazily[key] != nil) }
  }

  @Test func `finds keys that are spread as unevenly as can be`() throws {
    var table = ArchivedTable<Remark>()
    let keys =
      (0..<64).map { CaseFileID(high: 1 << $0, low: 0) }
      + (0..<500).map {
        CaseFileID(high: 0, low: $0)
      }
    for key in keys { table[key] = Remark(key, []) }
    let again = try reread(table, byPages: true)
    for key in keys { #expect(again[key] == Remark(key, [])) }
    #expect(again[CaseFileID(high: 3, low: 0)] == nil)
    #expect(again[CaseFileID(high: .max, low: .max)] == nil)
  }

  @Test func `a page that cannot be had is remembered`() throws {
    var table = ArchivedTable<Remark>()
    for number in 0..<1000 as Range<UInt64> {
      let key = CaseFileID(high: number << 54, low: number)
      table[key] = Remark(key, [UInt8](repeating: 1, count: 100))
    }
    let (core, bulk) = written(table)
    let damaged = try read(
      core, ArchivePages(count: bulk.count, from: Pages(of: bulk, lackingLast: true)))
    #expect(damaged[CaseFileID(high: 0, low: 0)] != nil)
    #expect(!damaged.isDamaged)
    #expect(damaged[CaseFileID(high: 999 << 54, low: 999)] == nil)
    #expect(damaged.isDamaged)
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

  @Test func `keys that do not rise are refused where they can be looked through`() throws {
    var table = ArchivedTable<Remark>()
    for number in 1...3 as ClosedRange<UInt64> {
      let key = CaseFileID(high: 1 << number, low: number)
      table[key] = Remark(key, [1])
    }
    let (core, bulk) = written(table)
    var doubled = bulk
    // Behind three bytes that are not the table's: three leading words, then each second word and its number.
    let (words, rests) = (3, 3 + 3 * 8)
    for byte in 0..<8 {
      doubled[words + 8 + byte] = doubled[words + byte]
      doubled[rests + 12 + byte] = doubled[rests + byte]
    }
    #expect(throws: MalformedArchive.self) { try read(core, ArchivePages(doubled)) }
    #expect(try read(core, ArchivePages(bulk)) == table)
  }

  @Test func `a value that does not read as one is as if it were not there`() throws {
    let (one, two) = (CaseFileID(high: 1, low: 1), CaseFileID(high: 2, low: 2))
    var table = ArchivedTable<Remark>()
    (table[one], table[two]) = (Remark(one, [1]), Remark(two, [2]))
    let (core, written) = written(table)
    var bulk = written
    // The length of the second value's words: 1, the last number before its last byte.
    bulk[bulk.count - 3] = 2
    let damaged = try read(core, ArchivePages(bulk))
    #expect(damaged[one] == Remark(one, [1]))
    #expect(damaged[two] == nil)
    #expect(damaged.values.map(\.key) == [one])
  }
}
