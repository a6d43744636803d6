import GRDB
import Testing

@testable import CaseVault

/// Each row of a small vault is deleted, doubled, and exchanged with the next one, column by column.
@Suite struct EveryRowTests {
  @Test func `each row that is deleted is missed by its class`() throws {
    let faults = try RowChanges(in: SmallVault()).verdicts { table, row, database in
      let condition = RowChange.condition(table)
      try database.execute(
        sql: "DELETE FROM \(table) WHERE \(condition)", arguments: RowChange.key(of: row, in: table)
      )
    }
    let expected: [String: Set<String>] = [
      // A vault without its head is no database of ours any more.
      "meta": ["database-damaged"],
      "leaf": ["leaf-missing", "rolled-back"],
      "chunk": ["chunk-missing"],
      "wrap": ["wrap-missing"],
      "envelope": ["envelope-missing"],
    ]
    #expect(faults == expected)
  }

  @Test func `each row that is doubled under another key is one too many`() throws {
    let faults = try RowChanges(in: SmallVault()).verdicts { table, row, database in
      let columns = EveryRow.tables.first { $0.name == table }?.columns ?? []
      let marks = columns.map { _ in "?" }.joined(separator: ", ")
      try database.execute(
        sql: "INSERT INTO \(table) VALUES (\(marks))",
        arguments: StatementArguments(try RowChange.doubled(row, in: table)))
    }
    let expected: [String: Set<String>] = [
      "meta": ["database-damaged"],
      // A number after the last: the same entry cannot stand there.
      "leaf": ["leaf-out-of-sequence", "wrong-epoch"],
      "chunk": ["chunk-unnamed"],
      "wrap": ["wrap-unnamed"],
      "envelope": ["envelope-unnamed"],
    ]
    #expect(faults == expected)
  }

  @Test(arguments: RowChange.exchanges)
  func `two rows that exchange a column are found`(_ exchange: RowChange) throws {
    let changes = try RowChanges(in: SmallVault())
    let rows = changes.rows(of: exchange.table)
    var faults: Set<String> = []
    for (row, next) in zip(rows, rows.dropFirst()) where exchange.changes(row, next) {
      do {
        faults.insert(try changes.verdict { try exchange.make(of: row, and: next, in: $0) })
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
        continue  // Another row has that id and version already.
      }
    }
    #expect(faults == exchange.expected)
  }

  @Test func `each hash of a complete tile that is lost, changed or doubled is found`() throws {
    // 256 entries complete the first tile.
    let changes = try RowChanges(in: SmallVault(checkpoints: 250))
    #expect(changes.rows(of: "tile").count == 1)
    let statements = [
      "DELETE FROM tile": "tile-hash-missing",
      "UPDATE tile SET hash = zeroblob(32)": "tile-hash-wrong",
      "UPDATE tile SET level = 2": "tile-hash-missing",
      "UPDATE tile SET number = 1": "tile-hash-missing",
      "INSERT INTO tile SELECT level, number + 1, hash FROM tile": "tile-hash-wrong",
      "INSERT INTO tile SELECT level + 1, number, hash FROM tile": "tile-hash-wrong",
    ]
    for (statement, expected) in statements {
      let found = try changes.verdict { try $0.execute(sql: statement) }
      #expect(found == expected, "\(statement)")
    }
  }
}

/// Changes to the rows of one copy.
final class RowChanges {
  private let copy: TamperedCopy
  private let original: EveryRow

  init(in vault: SmallVault) throws {
    copy = try TamperedCopy(of: vault)
    original = try copy.reading()
  }

  func rows(of table: String) -> [[DatabaseValue]] { original.rows[table] ?? [] }

  /// The class under which one change is found.
  func verdict(of change: (Database) throws -> Void) throws -> String {
    try copy.with(change) { try copy.verdict() ?? "nothing" }
  }

  /// The classes under which a change to each row is found, table by table; tiles have a test of their
  /// own, since a small log completes none.
  func verdicts(
    of change: (String, [DatabaseValue], Database) throws -> Void
  ) throws -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    for table in EveryRow.tables.map(\.name) where table != "tile" {
      for row in rows(of: table) {
        found[table, default: []].insert(try verdict { try change(table, row, $0) })
      }
    }
    return found
  }
}
