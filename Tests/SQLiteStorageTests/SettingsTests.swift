import CaseVault
import Foundation
import GRDB
import StorageContract
import Testing

@testable import SQLiteStorage

@Suite struct SettingsTests {
  @Test(arguments: [
    ("synchronous", "2"),  // FULL: a commit is on the disk when it returns
    ("journal_mode", "wal"), ("secure_delete", "1"), ("trusted_schema", "0"),
    ("cell_size_check", "1"), ("mmap_size", "0"), ("temp_store", "2"),
    ("application_id", "1129729108"),  // "CVLT", 0x43564c54
    ("user_version", "3"), ("page_size", "8192"), ("auto_vacuum", "0"),
  ])
  func `every setting is really in force after opening`(pragma: String, value: String) throws {
    let vault = try TemporaryVault()
    try vault.filled()
    let connection = try vault.connection()
    // Some settings only ever change at the first write.
    try connection.transaction(.writing) { try $0.execute(sql: "UPDATE meta SET generation = 0") }
    let found = try connection.access { try String.fetchOne($0, sql: "PRAGMA \(pragma)") }
    #expect(found == value)
  }

  @Test(arguments: [
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''",
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema",
  ])
  func `no statement of ours could write to the schema behind SQLite's back`(sql: String) throws {
    let vault = try TemporaryVault()
    try vault.filled()
    let connection = try vault.connection()
    #expect(throws: (any Error).self) { try connection.access { try $0.execute(sql: sql) } }
  }

  @Test func `defensive mode keeps the rollback of a transaction possible`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    let mode = try vault.connection().access {
      try String.fetchOne($0, sql: "PRAGMA journal_mode = OFF")
    }
    #expect(mode == "wal")
  }

  @Test func `new slots of the same length rewrite neither the body nor its pages`() throws {
    let vault = try TemporaryVault()
    let envelope = try Sample.envelope(1, body: 2_000_000)
    let storage = try vault.opened()
    var commit = Commit(position: 0)
    commit.envelopes = [envelope]
    try storage.apply(commit)
    let connection = try vault.connection()
    let pages = try connection.access { database in
      try database.checkpoint(.truncate)
      try database.execute(
        sql: "UPDATE envelope SET slots = ?", arguments: [Data(Sample.bytes(90, seed: 5))])
      return try database.checkpoint(.passive).walFrameCount
    }
    // The body alone fills 245 pages of 8 KiB.
    #expect(pages == 1)
  }

  @Test func `headers are read without the pages that a large body overflows onto`() throws {
    let vault = try TemporaryVault()
    try vault.filled(envelopes: 10, body: 2_000_000)
    let connection = try vault.connection()
    let before = try Self.bytesRead()
    var headers = 0
    try connection.transaction(.reading) { database in
      try SQLiteReader(database).eachEnvelope(parts: .headers) { _ in headers += 1 }
    }
    #expect(headers == 10)
    // All bodies are 20 MB; one page in the tree for each row, and some for the rest.
    #expect(try Self.bytesRead() - before < 1_000_000)
  }

  /// What this process has read from files so far. Source: proc(5), `rchar`.
  private static func bytesRead() throws -> Int {
    let counters = try String(contentsOfFile: "/proc/self/io", encoding: .utf8)
    let line = counters.split(separator: "\n").first { $0.hasPrefix("rchar: ") }
    return try #require(line.flatMap { Int($0.dropFirst("rchar: ".count)) })
  }
}
