import CaseVault
import Casework
import Foundation
import Keyring
import StorageContract
import Testing

@testable import SQLiteStorage

/// The survey by pages against SQLite's own check and SQLite's own rows.
@Suite struct SurveyTests {
  @Test func `a file as our programs leave it is proven, and its rows are SQLite's`() throws {
    let vault = try TemporaryVault()
    try vault.filledVariously()
    let storage = try SQLiteStorage.open(copy: vault.database)
    try storage.reading { reader in
      let rows = try #require(try reader.surveyed())
      #expect(rows == (try reader.allEnvelopes()))
      // 301 that stayed of 400; the versions and the long ones besides.
      #expect(rows.count == 301 + 60 + 3)
      #expect(rows.contains { $0.body.count == 40_000 })
    }
  }

  @Test func `a vault without rows is proven as well`() throws {
    let vault = try TemporaryVault()
    _ = try vault.opened()
    let storage = try SQLiteStorage.open(copy: vault.database)
    let rows = try storage.reading { try $0.surveyed() }
    #expect(rows == [])
  }

  @Test func `each share is some of the rows, and a share that nobody took is missed`() throws {
    let vault = try TemporaryVault()
    try vault.filled(envelopes: 1_000)
    let storage = try SQLiteStorage.open(copy: vault.database)
    try storage.reading { reader in
      let survey = try #require(try reader.survey())
      // Eight small trees; 1,000 rows of 2.7 KB on 8 KiB pages, three a page, 32 pages a share.
      #expect(survey.shareCount == 8 + 11)
      for share in 1..<survey.shareCount {
        try survey.take(share, through: reader) { _, _, _, _, _ in }
      }
      #expect(throws: UnprovenStructure.self) { try survey.conclude() }
      try survey.take(0, through: reader) { _, _, _, _, _ in }
      try survey.conclude()
    }
  }

  @Test func `while something stands in the log SQLite is asked`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    let storage = try vault.opened()
    #expect(try storage.reading { try $0.survey() != nil })
    try storage.apply(Sample.commit(at: 3))
    #expect(try storage.reading { try $0.survey() == nil })
  }

  @Test func `nobody who writes meanwhile changes what a survey reads`() throws {
    let vault = try TemporaryVault()
    try vault.filled(envelopes: 300)
    let storage = try vault.opened()
    let writer = try vault.opened()
    try storage.reading { reader in
      let before = try Data(contentsOf: URL(fileURLWithPath: vault.database))
      let survey = try #require(try reader.survey())
      for position: UInt64 in 3..<40 { try writer.apply(Sample.commit(at: position)) }
      for share in 0..<survey.shareCount {
        try survey.take(share, through: reader) { _, _, _, _, _ in }
      }
      try survey.conclude()
      let after = try Data(contentsOf: URL(fileURLWithPath: vault.database))
      #expect(before == after)
    }
  }

  @Test func `whatever SQLite finds in a damaged file, no survey takes for sound`() throws {
    let vault = try TemporaryVault()
    try vault.filledVariously()
    let original = try Data(contentsOf: URL(fileURLWithPath: vault.database))
    var random = SplitMix(state: 20_261_122)
    var (corrupt, sound, doubtful) = (0, 0, 0)
    for _ in 0..<400 {
      var damaged = original
      let place = random.place(in: original.count)
      damaged[place] = UInt8(random.below(256))
      try damaged.write(to: URL(fileURLWithPath: vault.database))
      guard let storage = try? SQLiteStorage.open(copy: vault.database) else { continue }
      let rows = storage.judged { try $0.surveyed() }
      let structure: Void? = storage.judged { try $0.checkStructure() }
      let known = storage.judged { try $0.allEnvelopes() }
      if let rows {
        #expect(structure != nil && rows == known, "byte \(place) is \(damaged[place])")
      }
      if structure == nil { corrupt += 1 } else if rows == nil { doubtful += 1 } else { sound += 1 }
    }
    // What is sound to SQLite and refused by the survey costs time only: it should be rare.
    #expect(corrupt > 60 && sound > 150 && doubtful < 30, "\(corrupt) \(sound) \(doubtful)")
  }
}

extension StorageSurvey {
  fileprivate func conclude() throws {
    for conclusion in try conclusions() { try conclusion() }
  }
}

extension SQLiteStorage {
  /// Nil for whatever cannot be read or proven.
  fileprivate func judged<Result>(_ body: (any StorageReader) throws -> Result?) -> Result? {
    (try? reading { try body($0) }) ?? nil
  }
}

extension StorageReader {
  /// All rows by a survey that proves the whole; nil where there is none.
  fileprivate func surveyed() throws -> [StoredEnvelope]? {
    guard let survey = try survey() else { return nil }
    var rows: [StoredEnvelope] = []
    for share in 0..<survey.shareCount {
      try survey.take(share, through: self) { key, shelf, slots, header, body in
        rows.append(
          StoredEnvelope(
            id: key.id, version: key.version, shelf: shelf, slots: slots.copy, header: header.copy,
            body: body.copy))
      }
    }
    try survey.conclude()
    return rows
  }
}

extension Span<UInt8> {
  fileprivate var copy: [UInt8] {
    var copy: [UInt8] = []
    for index in indices { copy.append(self[index]) }
    return copy
  }
}

extension TemporaryVault {
  /// Rows of every kind, short and long, some changed and some gone: with inner pages, overflow chains,
  /// free blocks and free pages.
  fileprivate func filledVariously() throws {
    try filled(envelopes: 400, body: 500)
    let storage = try opened()
    var more = Commit(position: 3)
    more.leaves = [
      StoredLeaf(bytes: Sample.bytes(30_000, seed: 5), hash: Sample.bytes(32, seed: 6))
    ]
    more.envelopes = try (0..<60).map { try Sample.envelope($0, version: 2, shelf: -1, body: 900) }
    more.envelopes += try (1_000..<1_003).map {
      try Sample.envelope($0, shelf: 1 << 62, body: $0 == 1_000 ? 40_000 : 9_000)
    }
    more.chunks = try (10..<40).map {
      StoredChunk(address: try Sample.hash($0), bytes: Sample.bytes(Int($0) * 700, seed: $0))
    }
    more.wraps = (10..<200).map {
      StoredWrap(locator: Sample.bytes(16, seed: $0), bytes: Sample.bytes(150, seed: $0))
    }
    try storage.apply(more)
    var less = Commit(position: 4)
    less.droppedEnvelopes = try (50..<149).map { try Sample.envelope($0).key }
    less.slots = try (0..<40).map {
      SlotChange(envelope: try Sample.envelope($0).key, slots: Sample.bytes(180, seed: $0))
    }
    try storage.apply(less)
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014), so that a failure can be repeated.
private struct SplitMix {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((word ^ (word >> 31)) % UInt64(limit))
  }

  /// Mostly where structure lies: the head of a page and the first bytes of what it holds.
  mutating func place(in count: Int) -> Int {
    let page = below(count / Schema.pageSize) * Schema.pageSize
    switch below(4) {
    case 0: return page + below(16)
    case 1: return page + below(100)
    case 2: return below(100)
    default: return page + below(Schema.pageSize)
    }
  }
}
