import CaseVault
import Casework
import Foundation
import StorageContract
import Testing

@testable import SQLiteStorage

@Suite struct ForeignFileTests {
  @Test(arguments: [
    ("CREATE TRIGGER spy AFTER INSERT ON leaf BEGIN DELETE FROM envelope; END", "spy"),
    ("CREATE VIEW open_notes AS SELECT * FROM envelope", "open_notes"),
    ("CREATE TABLE member (name TEXT)", "member"),
    ("CREATE INDEX leaf_hash ON leaf (hash)", "leaf_hash"),
    ("CREATE VIRTUAL TABLE words USING fts5 (text)", "words"),
    ("DROP TABLE wrap", "wrap"),
    ("ALTER TABLE meta ADD COLUMN note TEXT CHECK (length(note) < 9)", "meta"),
    ("ALTER TABLE leaf RENAME TO leaves", "leaves"),
    ("CREATE INDEX envelope_shelf ON envelope (shelf)", "envelope_shelf"),
    ("ANALYZE", "sqlite_stat1"),
    (
      """
      PRAGMA writable_schema = ON; UPDATE sqlite_schema \
      SET sql = replace(sql, 'STRICT', 'STRICT ') WHERE name = 'chunk'
      """, "chunk"
    ),
  ])
  func `a schema that is not exactly ours is refused`(sql: String, object: String) throws {
    let vault = try TemporaryVault()
    try vault.filled()
    try vault.tamper(sql)
    #expect(throws: StorageError.unexpectedSchema(object: object)) { try vault.opened() }
    #expect(throws: StorageError.unexpectedSchema(object: object)) {
      try vault.opened(readOnly: true)
    }
  }

  @Test(arguments: [4, 5, Int32.max])
  func `a newer format is told from damage`(version: Int32) throws {
    let vault = try TemporaryVault()
    try vault.filled()
    try vault.tamper("PRAGMA user_version = \(version); DROP TABLE tile")
    let expected = StorageError.newerFormat(found: UInt32(version), known: 3)
    #expect(throws: expected) { try vault.opened() }
  }

  // Their tables are the same, but slots were derived in another way, and in version 2 everything was
  // sealed with another cipher: every text in them would seem damaged.
  @Test(arguments: [1, 2] as [UInt32])
  func `an older format is told from damage`(version: UInt32) throws {
    let vault = try TemporaryVault()
    try vault.filled()
    try vault.tamper("PRAGMA user_version = \(version)")
    let expected = StorageError.olderFormat(found: version, known: 3)
    #expect(throws: expected) { try vault.opened() }
    #expect(throws: expected) { try vault.opened(readOnly: true) }
  }

  @Test(arguments: [
    "PRAGMA application_id = 1", "PRAGMA user_version = 0", "PRAGMA user_version = -1",
  ])
  func `another program's database is no vault`(sql: String) throws {
    let vault = try TemporaryVault()
    try vault.filled()
    try vault.tamper(sql)
    #expect(throws: StorageError.notAVault(path: vault.database)) { try vault.opened() }
  }

  @Test(arguments: [
    Data("Dear diary\n".utf8), Data(repeating: 0, count: 4_096), Data(repeating: 0xFF, count: 99),
    Data("SQLite format 3\0".utf8), Data("SQLite format 3\0".utf8) + Data(count: 84),
  ])
  func `a file that is no database is no vault`(content: Data) throws {
    let vault = try TemporaryVault()
    try vault.filled()
    try content.write(to: URL(fileURLWithPath: vault.database))
    #expect(throws: StorageError.notAVault(path: vault.database)) { try vault.opened() }
    // Refusing it changes nothing of it.
    #expect(try Data(contentsOf: URL(fileURLWithPath: vault.database)) == content)
  }

  @Test func `an empty file is no vault`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    try Data().write(to: URL(fileURLWithPath: vault.database))
    #expect(throws: StorageError.notAVault(path: vault.database)) { try vault.opened() }
  }

  @Test func `a folder without a database is no vault`() throws {
    let vault = try TemporaryVault()
    #expect(throws: StorageError.notAVault(path: vault.parent)) {
      try SQLiteStorage.open(at: vault.parent)
    }
    #expect(throws: StorageError.notFound(path: vault.folder)) {
      try SQLiteStorage.open(at: vault.folder)
    }
  }

  @Test(arguments: [
    "UPDATE envelope SET id = x'00' WHERE number = 3",
    "UPDATE envelope SET version = -1 WHERE number = 3",
    "UPDATE envelope SET version = 4294967296 WHERE number = 3",
    "UPDATE meta SET vault = x'0102'",
    "UPDATE meta SET generation = -1",
    "DELETE FROM meta",
    "INSERT INTO leaf VALUES (9223372036854775807, x'', x'')",
    "UPDATE tile SET level = -1",
    "UPDATE chunk SET address = x''",
  ])
  func `values that we would never have written are damage`(sql: String) throws {
    let vault = try TemporaryVault()
    try vault.filled()
    try vault.tamper(sql)
    let storage = try vault.opened()
    #expect(throws: StorageError.corrupt) { try storage.reading { try $0.readEverything() } }
  }

  @Test func `values of types that STRICT would refuse are damage or bytes, never a trap`() throws {
    for value in ["NULL", "'text'", "1", "1.5", "x''"] {
      for column in ["id", "version", "shelf", "slots", "header", "body"] {
        let vault = try TemporaryVault()
        try vault.filled()
        try vault.rewriteEnvelope(column, as: value)
        do {
          let storage = try vault.opened()
          _ = try storage.reading { try $0.readEverything() }
        } catch is StorageError {
          // One or the other; whoever gets bytes finds by their hash that they are wrong.
        }
      }
    }
  }
}

extension TemporaryVault {
  /// Puts a value of any type into a column of every envelope, which takes a table that is not STRICT.
  fileprivate func rewriteEnvelope(_ column: String, as value: String) throws {
    let loose = "replace(replace(sql, ' STRICT', ''), ' NOT NULL', '')"
    try tamper(
      """
      PRAGMA writable_schema = ON;
      CREATE TEMP TABLE original AS SELECT name, sql FROM sqlite_schema;
      UPDATE sqlite_schema SET sql = \(loose) WHERE name = 'envelope';
      PRAGMA writable_schema = RESET;
      UPDATE envelope SET \(column) = \(value) WHERE number = 3;
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = (SELECT o.sql FROM original o WHERE o.name = 'envelope')
        WHERE name = 'envelope';
      """)
  }
}
