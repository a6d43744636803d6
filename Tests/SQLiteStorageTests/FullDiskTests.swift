import CaseVault
import Foundation
import GRDB
import StorageContract
import Testing

@testable import SQLiteStorage

@Suite struct FullDiskTests {
  @Test func `a full database refuses a commit whole and goes on serving`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    let connection = try vault.connection()
    let pages = try connection.access { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
    try connection.access { try $0.execute(sql: "PRAGMA max_page_count = \(pages + 3)") }
    var commit = Sample.commit(at: 3)
    commit.envelopes = try (100..<200).map { try Sample.envelope($0) }
    #expect(throws: StorageError.full) {
      try connection.transaction(.writing) { try SQLiteTransaction($0).apply(commit) }
    }
    #expect(connection.isReusable)
    try connection.transaction(.writing) { try SQLiteTransaction($0).apply(Sample.commit(at: 3)) }
    let storage = try vault.opened()
    #expect(try storage.reading { try $0.size() } == 4)
    #expect(try storage.reading { try $0.allEnvelopes().count } == 20)
  }

  // os_unix.c, unixShmMap: ENOSPC and EIO alike come as SQLITE_IOERR_SHMSIZE.
  @Test func `shared memory that cannot grow is not told as a lack of space`() throws {
    let told = #expect(throws: StorageError.self) {
      try StorageError.translating { throw DatabaseError(resultCode: .SQLITE_IOERR_SHMSIZE) }
    }
    #expect(told == .noSharedMemory)
  }
}
