import CaseVault
import Casework
import Foundation
import GRDB
import SQLiteRows
import System

/// The tables of format version 3, and the proof that a file has exactly these.
///
/// No column holds the id of a member, device, compartment or case file.
enum Schema {
  /// "CVLT", at offset 68 of the file.
  static let applicationID: Int64 = 0x4356_4C54
  static let formatVersion: UInt32 = 3
  /// In bytes. A row of about 3 KB wastes a third of 4 KiB; a page of 16 KiB makes each small commit
  /// write twice what one of 8 KiB does. docs/performance.md has the numbers.
  static let pageSize = 8_192

  /// Each table and index with the SQL that made it, as `sqlite_schema` keeps it.
  ///
  /// An envelope's slots and header stand before its body, so that reading a header or changing slots
  /// never touches the pages that a large body overflows onto. `number` is the order of storing.
  static let objects: KeyValuePairs<String, String> = [
    "meta": """
    CREATE TABLE meta (id INTEGER PRIMARY KEY CHECK (id = 1), vault BLOB NOT NULL, \
    generation INTEGER NOT NULL, founding BLOB) STRICT
    """,
    "leaf": """
    CREATE TABLE leaf (position INTEGER PRIMARY KEY, hash BLOB NOT NULL, bytes BLOB NOT NULL) STRICT
    """,
    "tile": """
    CREATE TABLE tile (level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL, \
    PRIMARY KEY (level, number)) STRICT, WITHOUT ROWID
    """,
    "chunk": """
    CREATE TABLE chunk (number INTEGER PRIMARY KEY, address BLOB NOT NULL UNIQUE, \
    bytes BLOB NOT NULL) STRICT
    """,
    "wrap": """
    CREATE TABLE wrap (locator BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID
    """,
    "envelope": """
    CREATE TABLE envelope (number INTEGER PRIMARY KEY, id BLOB NOT NULL, \
    version INTEGER NOT NULL, shelf INTEGER NOT NULL, slots BLOB NOT NULL, \
    header BLOB NOT NULL, body BLOB NOT NULL, UNIQUE (id, version)) STRICT
    """,
  ]

  /// What `sqlite_schema` says of an object beside its name and its place.
  private struct Object: Equatable {
    let type: [UInt8]
    let table: [UInt8]
    let sql: [UInt8]

    init(_ type: String, of table: String, sql: String = "") {
      (self.type, self.table, self.sql) = (Array(type.utf8), Array(table.utf8), Array(sql.utf8))
    }

    init(_ row: borrowing FetchedRow) {
      type = row.bytes(at: 1) ?? []
      table = row.bytes(at: 2) ?? []
      sql = row.bytes(at: 3) ?? []
    }
  }

  /// The same by name, with the indexes that SQLite makes for UNIQUE and keeps without SQL.
  private static let expected: [String: Object] = {
    var expected = [
      "sqlite_autoindex_chunk_1": Object("index", of: "chunk"),
      "sqlite_autoindex_envelope_1": Object("index", of: "envelope"),
    ]
    for (name, sql) in objects {
      let isIndex = sql.hasPrefix("CREATE INDEX")
      expected[name] = Object(
        isIndex ? "index" : "table", of: isIndex ? "envelope" : name, sql: sql)
    }
    return expected
  }()

  /// Writes a new, empty vault into the empty file at `path`.
  static func create(at path: String, for vault: ContentHash) throws {
    try StorageError.translating {
      let queue = try DatabaseQueue(path: path)
      try queue.inDatabase { database in
        try fill(database, for: vault)
      }
      try queue.close()
    }
  }

  private static func fill(_ database: Database, for vault: ContentHash) throws {
    // Nobody knows this file yet: a crash leaves one that is thrown away, so no journal either.
    try database.execute(
      sql: """
        PRAGMA page_size = \(pageSize); PRAGMA journal_mode = OFF;
        PRAGMA application_id = \(applicationID); PRAGMA user_version = \(formatVersion)
        """)
    for (_, sql) in objects { try database.execute(sql: sql) }
    try database.execute(
      sql: "INSERT INTO meta VALUES (1, ?, 0, NULL)", arguments: [Data(vault.bytes)])
  }

  /// Refuses whatever is not a vault of this version, before anything of it is used.
  ///
  /// SQLite has parsed the file's SQL by now but run none of it. Were there a trigger, a view or a
  /// column with an expression, the file's author would have a say in what our statements do.
  static func check(_ database: Database, at path: FilePath) throws {
    guard try number(of: "application_id", in: database) == applicationID else {
      throw StorageError.notAVault(path: path.string)
    }
    let version = try number(of: "user_version", in: database)
    guard version > 0 else { throw StorageError.notAVault(path: path.string) }
    let found = UInt32(clamping: version)
    guard found >= formatVersion else {
      throw StorageError.olderFormat(found: found, known: formatVersion)
    }
    guard found == formatVersion else {
      throw StorageError.newerFormat(found: found, known: formatVersion)
    }
    try compare(database)
  }

  private static func compare(_ database: Database) throws {
    var missing = expected
    try database.makeStatement(sql: "SELECT name, type, tbl_name, sql FROM sqlite_schema").rows([])
    {
      row in
      let name = String(decoding: row.bytes(at: 0) ?? [], as: UTF8.self)
      guard missing.removeValue(forKey: name) == Object(row) else {
        throw StorageError.unexpectedSchema(object: String(name.prefix(64)))
      }
      return true
    }
    if let name = missing.keys.min() { throw StorageError.unexpectedSchema(object: name) }
  }

  private static func number(of pragma: String, in database: Database) throws -> Int64 {
    try Int64.fetchOne(database, sql: "PRAGMA \(pragma)") ?? 0
  }
}
