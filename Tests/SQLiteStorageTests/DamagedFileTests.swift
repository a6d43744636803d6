import CaseVault
import Foundation
import GRDB
import StorageContract
import Testing

@testable import SQLiteStorage

@Suite struct DamagedFileTests {
  @Test func `changed bytes give rows or an error, never a crash or a hang`() throws {
    let vault = try TemporaryVault()
    try vault.filled(envelopes: 300, body: 500)
    let original = try Data(contentsOf: URL(fileURLWithPath: vault.database))
    var random = SplitMix(state: 20_260_303)
    var refused = 0
    for _ in 0..<150 {
      var damaged = original
      for _ in 0..<(1 + random.below(8)) {
        // Mostly where structure lies: the first bytes of a page.
        let page = random.below(original.count / Schema.pageSize) * Schema.pageSize
        let offset = random.below(2) == 0 ? random.below(64) : random.below(Schema.pageSize)
        damaged[page + offset] = UInt8(random.below(256))
      }
      try damaged.write(to: URL(fileURLWithPath: vault.database))
      do {
        let storage = try vault.opened()
        _ = try storage.reading { try $0.readEverything() }
        try storage.apply(Sample.commit(at: 3))
      } catch is StorageError {
        refused += 1
      }
      try? FileManager.default.removeItem(atPath: vault.database + "-wal")
      try? FileManager.default.removeItem(atPath: vault.database + "-shm")
    }
    // That the damage reached anything at all: most of it hits the head of a page.
    #expect(refused > 50)
  }

  @Test func `a file cut short is damage`() throws {
    let vault = try TemporaryVault()
    try vault.filled(envelopes: 300, body: 500)
    let original = try Data(contentsOf: URL(fileURLWithPath: vault.database))
    for size in [100, 5_000, Schema.pageSize, 40_000, original.count - Schema.pageSize] {
      try original.prefix(size).write(to: URL(fileURLWithPath: vault.database))
      #expect(throws: StorageError.self, "\(size) bytes") {
        try vault.opened().reading { try $0.readEverything() }
      }
    }
  }

  @Test(arguments: [
    "envelope", "leaf", "chunk", "wrap", "tile", "sqlite_autoindex_envelope_1",
    "sqlite_autoindex_chunk_1",
  ])
  func `pages that are their own descendants end every walk`(table: String) throws {
    let vault = try TemporaryVault()
    try vault.filledDeeply()
    let original = try Data(contentsOf: URL(fileURLWithPath: vault.database))
    var damaged = original
    let root = try vault.rootPage(of: table)
    damaged.pointChildren(ofPage: root, to: UInt32(root))
    // Only a page with children can be its own descendant.
    #expect(damaged != original)
    try damaged.write(to: URL(fileURLWithPath: vault.database))
    #expect(throws: StorageError.corrupt) {
      try vault.opened().reading { try $0.readEverything() }
    }
    try original.write(to: URL(fileURLWithPath: vault.database))
    #expect(try vault.opened().reading { try $0.readEverything() } > 3_000)
  }

  @Test func `a leaf page that is many times its parent's child ends every walk`() throws {
    let vault = try TemporaryVault()
    try vault.filled(envelopes: 3_000, body: 300)
    for table in ["envelope", "sqlite_autoindex_envelope_1"] {
      let original = try Data(contentsOf: URL(fileURLWithPath: vault.database))
      var damaged = original
      let root = try vault.rootPage(of: table)
      let child = damaged.firstChild(ofPage: root)
      damaged.pointChildren(ofPage: root, to: child)
      #expect(damaged != original)
      try damaged.write(to: URL(fileURLWithPath: vault.database))
      #expect(throws: StorageError.corrupt, "\(table)") {
        try vault.opened().reading { try $0.readEverything() }
      }
      try original.write(to: URL(fileURLWithPath: vault.database))
    }
  }

  /// SQLite answers a search for the next row from 512 on with the one behind the page on which 512
  /// would have to be, whatever number that has. The time includes waiting for the other tests.
  @Test(.timeLimit(.minutes(15)))
  func `a row with a lower number than those before it ends every walk`() throws {
    let vault = try TemporaryVault()
    try vault.filled(envelopes: 1_200, body: 300)
    var damaged = try Data(contentsOf: URL(fileURLWithPath: vault.database))
    let renumbered = damaged.lowerNumbers(from: 512, below: try vault.rootPage(of: "envelope"))
    #expect(renumbered > 1)
    try damaged.write(to: URL(fileURLWithPath: vault.database))
    for part in 0..<2 {
      #expect(throws: StorageError.corrupt, "part \(part)") {
        try vault.opened().reading { reader in
          var rows = 0
          try reader.eachEnvelope(part: part, of: 2) { _ in
            rows += 1
            if rows > 10_000 { throw StorageError.tooLarge }
          }
        }
      }
    }
  }

  @Test func `a value longer than SQLite keeps is damage, as none was written`() {
    #expect(throws: StorageError.corrupt) {
      try StorageError.translating { throw DatabaseError(resultCode: .SQLITE_TOOBIG) }
    }
  }

  @Test func `a row that claims to be longer than any is damage`() throws {
    let vault = try TemporaryVault()
    try vault.filled(envelopes: 6, body: 300)
    var damaged = try Data(contentsOf: URL(fileURLWithPath: vault.database))
    let page = (Int(try vault.rootPage(of: "envelope")) - 1) * Schema.pageSize
    // A leaf of a table: its kind, how many rows from the fourth byte on, their places from the ninth. The last
    // row lies before the others, so that there is room behind it.
    #expect(damaged[page] == 13 && damaged[page + 4] == 6)
    let row = page + Int(damaged[page + 18]) << 8 + Int(damaged[page + 19])
    let number = damaged[row] < 0x80 ? damaged[row + 1] : damaged[row + 2]
    #expect(number == 6)
    // 1,003 + 130,000 · 8,188 bytes, of which 1,003 lie on the page, and the number it had. Source:
    // <https://www.sqlite.org/fileformat2.html>, the table of "Payload overflow", and its varints.
    damaged.replaceSubrange(row..<row + 6, with: [0x83, 0xFB, 0xC8, 0xA9, 0x2B, number])
    try damaged.write(to: URL(fileURLWithPath: vault.database))
    #expect(throws: StorageError.corrupt) {
      try vault.opened().reading { try $0.readEverything() }
    }
  }

  @Test(arguments: [
    (28, [0x7F, 0xFF, 0xFF, 0xFF] as [UInt8]),  // size of the database in pages
    (36, [0x7F, 0xFF, 0xFF, 0xFF]),  // number of free pages
    (32, [0, 0, 0, 2]),  // first free page: one that is in use
    (16, [0x02, 0x00]),  // page size 512
    (44, [0, 0, 0, 9]),  // schema format
    (56, [0, 0, 0, 2]),  // UTF-16
  ])
  func `huge or false counts in the header are an error or harmless`(
    offset: Int, bytes: [UInt8]
  ) throws {
    let vault = try TemporaryVault()
    try vault.filled()
    var content = try Data(contentsOf: URL(fileURLWithPath: vault.database))
    content.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    try content.write(to: URL(fileURLWithPath: vault.database))
    do {
      let storage = try vault.opened()
      _ = try storage.reading { try $0.readEverything() }
      try storage.apply(Sample.commit(at: 3))
    } catch let error as StorageError {
      #expect([.corrupt, .notAVault(path: vault.database)].contains(error))
    }
  }

  @Test func `a log full of noise is nobody's log`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    let log = URL(fileURLWithPath: vault.database + "-wal")
    try Data(Sample.bytes(100_000, seed: 9)).write(to: log)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: log.path)
    #expect(try vault.opened().reading { try $0.size() } == 3)
  }
}

/// Source: <https://www.sqlite.org/fileformat2.html#b_tree_pages>.
extension Data {
  private func base(ofPage page: Int) -> Int { (page - 1) * Schema.pageSize }

  private func number(at offset: Int, bytes: Int) -> Int {
    self[offset..<offset + bytes].reduce(0) { $0 << 8 | Int($1) }
  }

  private func cells(ofPage page: Int, isLeaf: Bool = false) -> [Int] {
    let base = base(ofPage: page)
    return (0..<number(at: base + 3, bytes: 2)).map { cell in
      base + number(at: base + (isLeaf ? 8 : 12) + 2 * cell, bytes: 2)
    }
  }

  fileprivate func firstChild(ofPage page: Int) -> UInt32 {
    UInt32(cells(ofPage: page).first.map { number(at: $0, bytes: 4) } ?? 0)
  }

  /// Gives the rows from `first` to the end of their page, and the one behind them, the number 5. It is
  /// written in two bytes, as theirs are. Answers how many rows that were.
  fileprivate mutating func lowerNumbers(from first: Int, below root: Int) -> Int {
    var count = 0
    for child in cells(ofPage: root).map({ number(at: $0, bytes: 4) }) {
      for (order, cell) in cells(ofPage: child, isLeaf: true).enumerated() {
        // The row's number stands behind the length of its record.
        let place = (cell...).first { self[$0] < 0x80 }.map { $0 + 1 } ?? cell
        let row = Int(self[place] & 0x7f) << 7 | Int(self[place + 1])
        guard self[place] >= 0x80, row >= first else { continue }
        replaceSubrange(place..<place + 2, with: [0x80, 5])
        count += 1
        if order == 0 { return count }
      }
    }
    return count
  }

  /// Makes every child of an interior page the same one.
  fileprivate mutating func pointChildren(ofPage page: Int, to child: UInt32) {
    let base = base(ofPage: page)
    guard self[base] == 2 || self[base] == 5 else { return }
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: child >> (24 - 8 * UInt32($0))) }
    for offset in cells(ofPage: page) + [base + 8] {
      replaceSubrange(offset..<offset + 4, with: bytes)
    }
  }
}

extension TemporaryVault {
  /// So many rows in each table that none of them has room on its first page, of 8 KiB.
  fileprivate func filledDeeply() throws {
    try filled(envelopes: 3_000, body: 300)
    var commit = Commit(position: 3)
    commit.leaves = (3..<600).map { Sample.leaf($0) }
    commit.tileHashes = (1..<600).map {
      StoredTileHash(level: 1, index: $0, hash: Sample.bytes(32, seed: $0))
    }
    commit.chunks = try (2..<600).map {
      StoredChunk(address: try Sample.hash($0), bytes: Sample.bytes(50, seed: $0))
    }
    commit.wraps = (2..<600).map {
      StoredWrap(locator: Sample.bytes(16, seed: $0), bytes: Sample.bytes(167, seed: $0))
    }
    try opened().apply(commit)
    // Into the database itself, where the pages are that a test changes.
    try tamper("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  fileprivate func rootPage(of name: String) throws -> Int {
    let queue = try DatabaseQueue.patient(at: database)
    defer { try? queue.close() }
    let page = try queue.inDatabase {
      try Int.fetchOne(
        $0, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?", arguments: [name])
    }
    return try #require(page)
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014), so that a failure can be repeated.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
