import CaseVault
import Foundation
import StorageContract
import Testing

@testable import SQLiteStorage

/// Room that is laid out in the write-ahead log before it is needed.
@Suite struct LogRoomTests {
  @Test func `few commits leave the log as long as what they wrote`() throws {
    let vault = try TemporaryVault()
    let storage = try vault.opened()
    for position in 0..<UInt64(LogRoom.fewTransactions) {
      try storage.apply(Sample.commit(at: position))
    }
    #expect(try room(of: vault).empty == 0)
    try storage.apply(Sample.commit(at: UInt64(LogRoom.fewTransactions)))
    #expect(try room(of: vault).empty > 0)
  }

  @Test func `many commits find room, and what was committed into it outlives the program`() throws
  {
    let vault = try TemporaryVault()
    let storage = try vault.opened()
    var longest = 0
    for position: UInt64 in 0..<200 {
      try storage.apply(Sample.commit(at: position))
      longest = max(longest, try room(of: vault).empty)
      guard position % 20 == 19 else { continue }
      // The files as they lie are what a program that is killed now leaves.
      let left = try TemporaryVault()
      try FileManager.default.copyItem(atPath: vault.folder, toPath: left.folder)
      try FileManager.default.removeItem(atPath: left.database + "-shm")
      let reopened = try left.opened()
      #expect(try reopened.reading { try $0.size() } == position + 1)
      #expect(throws: Never.self) { try reopened.reading { try $0.checkStructure() } }
    }
    #expect(longest > 16)
    // More is laid out when fewer than enough are left.
    #expect(longest < LogRoom.mostFramesAtOnce + LogRoom.enoughFrames)
  }

  @Test func `a log that was begun anew gets no more room than it has`() throws {
    let vault = try TemporaryVault()
    let storage = try vault.opened()
    for position: UInt64 in 0..<40 { try storage.apply(Sample.commit(at: position)) }
    let frames = try room(of: vault).frames
    // Into the database with all of it; the log stays as long as it is, and is written from its beginning.
    try vault.tamper("PRAGMA wal_checkpoint(RESTART)")
    for position: UInt64 in 40..<44 { try storage.apply(Sample.commit(at: position)) }
    #expect(try room(of: vault).frames == frames)
    #expect(try storage.reading { try $0.size() } == 44)
  }

  /// How many frames long the log is, and how many at its end are zeros.
  private func room(of vault: TemporaryVault) throws -> (frames: Int, empty: Int) {
    let log = [UInt8](try Data(contentsOf: URL(filePath: vault.database + "-wal")))
    // 32 bytes for the head; 24 before each page of 8 KiB.
    let frame = 24 + 8_192
    let frames = (log.count - 32) / frame
    #expect((log.count - 32) % frame == 0)
    let empty = (0..<frames).reversed().prefix { number in
      log[(32 + number * frame)..<(32 + (number + 1) * frame)].allSatisfy { $0 == 0 }
    }
    return (frames, empty.count)
  }
}
