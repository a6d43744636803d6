import GRDB
import Testing

@testable import CaseVault

/// Each row of a small vault is deleted, doubled, and exchanged with the next one, column by column.
@Suite struct EveryRowTests {
  @Test func `each row that is deleted is missed by its class`() throws {
    let found = try RowChanges(in: SmallVault()).verdicts { table, row, database in
      let condition = RowChange.condition(table)
      try database.execute(
        sql: "DELETE FROM \(table) WHERE \(condition)", arguments: RowChange.key(of: row, in: table)
      )
      return row
    }
    let expected: [String: Set<String>] = [
      // A vault without its head is no database of ours any more.
      "meta": ["database-damaged"],
      "leaf": ["leaf-missing", "rolled-back"],
      "chunk": ["chunk-missing"],
      "wrap": ["wrap-missing"],
      "envelope": ["envelope-missing"],
    ]
    #expect(found.faults == expected)
    #expect(found.misplaced == [])
  }

  @Test func `each row that is doubled under another key is one too many`() throws {
    let changes = try RowChanges(in: SmallVault())
    let size = Int64(changes.rows(of: "leaf").count)
    let found = try changes.verdicts { table, row, database in
      let columns = EveryRow.tables.first { $0.name == table }?.columns ?? []
      let marks = columns.map { _ in "?" }.joined(separator: ", ")
      var doubled = try RowChange.doubled(row, in: table)
      try database.execute(
        sql: "INSERT INTO \(table) VALUES (\(marks))", arguments: StatementArguments(doubled))
      // SQLite gives it the number after the last.
      if table == "leaf" { doubled[0] = size.databaseValue }
      return doubled
    }
    let expected: [String: Set<String>] = [
      "meta": ["database-damaged"],
      // A number after the last: the same entry cannot stand there.
      "leaf": ["leaf-out-of-sequence", "wrong-epoch"],
      "chunk": ["chunk-unnamed"],
      "wrap": ["wrap-unnamed"],
      "envelope": ["envelope-unnamed"],
    ]
    #expect(found.faults == expected)
    #expect(found.misplaced == [])
  }

  @Test(arguments: RowChange.exchanges)
  func `two rows that exchange a column are found`(_ exchange: RowChange) throws {
    let changes = try RowChanges(in: SmallVault())
    let rows = changes.rows(of: exchange.table)
    var faults: Set<String> = []
    var misplaced: [String] = []
    for (row, next) in zip(rows, rows.dropFirst()) where exchange.changes(row, next) {
      do {
        let verdict = try changes.verdict { try exchange.make(of: row, and: next, in: $0) }
        faults.insert(verdict.kind)
        if !RowPlace.isRight(verdict, for: [row, next], in: exchange.table) {
          misplaced.append("\(verdict)")
        }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
        continue  // Another row has that id and version already.
      }
    }
    #expect(faults == exchange.expected)
    #expect(misplaced == [])
  }

  @Test func `each hash of a complete tile that is lost, changed or doubled is found`() throws {
    // 256 entries complete the first tile.
    let changes = try RowChanges(in: SmallVault(checkpoints: 250))
    #expect(changes.rows(of: "tile").count == 1)
    // The hash that is there is the first of level 1; what is missing is found before what is too much.
    let statements: KeyValuePairs<String, IntegrityFault> = [
      "DELETE FROM tile": Self.tileFault(.tileHashMissing, level: 1, index: 0),
      "UPDATE tile SET hash = zeroblob(32)": Self.tileFault(.tileHashWrong, level: 1, index: 0),
      "UPDATE tile SET level = 2": Self.tileFault(.tileHashMissing, level: 1, index: 0),
      "UPDATE tile SET number = 1": Self.tileFault(.tileHashMissing, level: 1, index: 0),
      "INSERT INTO tile SELECT level, number + 1, hash FROM tile":
        Self.tileFault(.tileHashWrong, level: 1, index: 1),
      "INSERT INTO tile SELECT level + 1, number, hash FROM tile":
        Self.tileFault(.tileHashWrong, level: 2, index: 0),
    ]
    for (statement, expected) in statements {
      let found = try changes.verdict { try $0.execute(sql: statement) }
      #expect(found == TamperedCopy.Verdict(expected), "\(statement)")
    }
  }

  private static func tileFault(
    _ kind: IntegrityFault.Kind, level: Int, index: UInt64
  ) -> IntegrityFault {
    IntegrityFault(kind, at: .tile(level: level, index: index))
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

  /// What one change is found as.
  func verdict(of change: (Database) throws -> Void) throws -> TamperedCopy.Verdict {
    try copy.with(change) { try copy.verdict() ?? TamperedCopy.Verdict("nothing") }
  }

  /// What changes to all rows are found as.
  struct Verdicts {
    /// The classes, table by table.
    var faults: [String: Set<String>] = [:]
    /// What was found at another place than at the row.
    var misplaced: [String] = []
  }

  /// What a change to each row is found as, which hands the row back that is wrong then; tiles have a
  /// test of their own, since a small log completes none.
  func verdicts(
    of change: (String, [DatabaseValue], Database) throws -> [DatabaseValue]
  ) throws -> Verdicts {
    var found = Verdicts()
    for table in EveryRow.tables.map(\.name) where table != "tile" {
      for row in rows(of: table) {
        var wrongRow = row
        let verdict = try verdict { wrongRow = try change(table, row, $0) }
        found.faults[table, default: []].insert(verdict.kind)
        // A vault without its head is refused before there is a place.
        if table != "meta", !RowPlace.isRight(verdict, for: [wrongRow], in: table) {
          found.misplaced.append("\(table): \(verdict)")
        }
      }
    }
    return found
  }
}
