import Foundation
import GRDB
import Testing

/// Some columns that two neighbouring rows of a table exchange, and what it must be found as.
struct RowChange: Sendable, CustomTestStringConvertible {
  let table: String
  let columns: [String]
  let expected: Set<String>

  var testDescription: String { "\(table): \(columns.joined(separator: ", "))" }

  static let exchanges = [
    RowChange(table: "leaf", columns: ["hash"], expected: ["leaf-hash-wrong"]),
    // What the first entry must be, and under which key each, is seen before where it says it stands.
    RowChange(
      table: "leaf", columns: ["bytes"],
      expected: ["founding-mismatch", "leaf-out-of-sequence", "wrong-epoch"]),
    RowChange(
      table: "leaf", columns: ["hash", "bytes"],
      expected: ["founding-mismatch", "leaf-out-of-sequence", "wrong-epoch"]),
    RowChange(table: "chunk", columns: ["address"], expected: ["chunk-damaged"]),
    RowChange(table: "chunk", columns: ["bytes"], expected: ["chunk-damaged"]),
    // The two that are opened first, and all others.
    RowChange(table: "wrap", columns: ["bytes"], expected: ["wrap-changed", "wrap-unnamed"]),
    RowChange(table: "envelope", columns: ["id"], expected: ["envelope-changed"]),
    RowChange(table: "envelope", columns: ["version"], expected: ["envelope-changed"]),
    RowChange(table: "envelope", columns: ["id", "version"], expected: ["envelope-changed"]),
    RowChange(table: "envelope", columns: ["shelf"], expected: ["shelf-changed"]),
    RowChange(table: "envelope", columns: ["slots"], expected: ["slots-changed"]),
    RowChange(table: "envelope", columns: ["header"], expected: ["envelope-changed"]),
    RowChange(table: "envelope", columns: ["body"], expected: ["envelope-changed"]),
    RowChange(table: "envelope", columns: ["header", "body"], expected: ["envelope-changed"]),
    RowChange(
      table: "envelope", columns: ["slots", "header", "body"], expected: ["envelope-changed"]),
  ]

  /// Whether the exchange changes anything: two notes of one file lie on one shelf.
  func changes(_ row: [DatabaseValue], _ next: [DatabaseValue]) -> Bool {
    places.contains { row[$0] != next[$0] }
  }

  func make(
    of row: [DatabaseValue], and next: [DatabaseValue], in database: Database
  ) throws {
    // A unique column is set to something else in between.
    let key = Self.tableKey[table] ?? "number"
    for (holder, giver) in [(row, nil), (next, row), (row, next)] {
      let values = places.map { giver?[$0] ?? Self.placeholder(for: row[$0]) }
      let settings = columns.map { "\($0) = ?" }.joined(separator: ", ")
      try database.execute(
        sql: "UPDATE \(table) SET \(settings) WHERE \(key) = ?",
        arguments: StatementArguments(values + [holder[0]]))
    }
  }

  private var places: [Int] {
    let all = EveryRow.tables.first { $0.name == table }?.columns ?? []
    return columns.compactMap { all.firstIndex(of: $0) }
  }

  private static let tableKey = ["meta": "id", "leaf": "position", "wrap": "locator"]

  private static func placeholder(for value: DatabaseValue) -> DatabaseValue {
    Int64.fromDatabaseValue(value) == nil ? Data([1]).databaseValue : Int64(-1).databaseValue
  }

  // MARK: - Single rows

  static func condition(_ table: String) -> String {
    table == "tile" ? "level = ? AND number = ?" : "\(tableKey[table] ?? "number") = ?"
  }

  static func key(of row: [DatabaseValue], in table: String) -> StatementArguments {
    StatementArguments(row.prefix(table == "tile" ? 2 : 1))
  }

  /// The same row under the nearest key that is free.
  static func doubled(_ row: [DatabaseValue], in table: String) throws -> [DatabaseValue] {
    var row = row
    switch table {
    case "meta": row[0] = Int64(2).databaseValue
    // The number after the last; all rows of a small vault stand below it.
    case "leaf": row[0] = DatabaseValue.null
    case "wrap": row[0] = try changed(row[0])
    case "chunk":
      row[0] = DatabaseValue.null
      row[1] = try changed(row[1])
    default:
      row[0] = DatabaseValue.null
      row[2] = try #require(Int64.fromDatabaseValue(row[2]).map { $0 + 100 }).databaseValue
    }
    return row
  }

  private static func changed(_ value: DatabaseValue) throws -> DatabaseValue {
    var bytes = try #require(Data.fromDatabaseValue(value))
    bytes[0] ^= 1
    return bytes.databaseValue
  }
}
