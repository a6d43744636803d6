import Foundation
import GRDB

/// All rows of a vault's database, by every way that leads to them, read without our program.
///
/// Two databases whose readings are equal cannot be told apart by whoever asks for rows: what differs
/// between them is without meaning.
struct EveryRow: Equatable {
  /// Each table with its columns, the key first.
  static let tables: [(name: String, columns: [String])] = [
    ("meta", ["id", "vault", "generation", "founding"]),
    ("leaf", ["position", "hash", "bytes"]),
    ("tile", ["level", "number", "hash"]),
    ("chunk", ["number", "address", "bytes"]),
    ("wrap", ["locator", "bytes"]),
    ("envelope", ["number", "id", "version", "shelf", "slots", "header", "body"]),
  ]

  /// The rows of each table in the order of its key; nil for a table that cannot be read.
  private(set) var rows: [String: [[DatabaseValue]]] = [:]
  /// What is found by each key and through each index.
  private var found: [[DatabaseValue]] = []
  private var schema: [[DatabaseValue]] = []

  /// Throws what SQLite says of a file that it cannot read.
  init(of path: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: "file:\(path)?immutable=1", configuration: configuration)
    defer { try? queue.close() }
    try queue.unsafeRead { database in
      schema = try Self.all(
        """
        SELECT type, name, tbl_name, rootpage, sql, (SELECT * FROM pragma_application_id),
        (SELECT * FROM pragma_user_version), (SELECT * FROM pragma_encoding) FROM sqlite_schema
        """, in: database)
      for table in Self.tables {
        let columns = table.columns.joined(separator: ", ")
        rows[table.name] = try Self.all(
          "SELECT \(columns) FROM \(table.name) NOT INDEXED LIMIT 1000", in: database)
      }
      for way in Self.ways { found += try Self.all(way, in: database) }
      for leaf in rows["leaf"] ?? [] {
        found += try Self.all(
          "SELECT hash, bytes FROM leaf WHERE position = ?", [leaf[0]], in: database)
      }
      for wrap in rows["wrap"] ?? [] {
        found += try Self.all("SELECT bytes FROM wrap WHERE locator = ?", [wrap[0]], in: database)
      }
      for envelope in rows["envelope"] ?? [] {
        found += try Self.all(
          "SELECT number, body FROM envelope WHERE id = ? AND version = ?",
          [envelope[1], envelope[2]], in: database)
        found += try Self.all(
          "SELECT number, id FROM envelope WHERE shelf = ? ORDER BY number", [envelope[3]],
          in: database)
        found += try Self.all(
          "SELECT id FROM envelope WHERE number = ?", [envelope[0]], in: database)
      }
    }
  }

  /// By the ends of each table and along each index.
  private static let ways = [
    "SELECT max(position) FROM leaf", "SELECT min(number), max(number) FROM envelope",
    "SELECT count(*) FROM envelope", "SELECT max(number) FROM chunk",
    "SELECT id, version, number FROM envelope INDEXED BY sqlite_autoindex_envelope_1 LIMIT 1000",
    "SELECT address, number FROM chunk INDEXED BY sqlite_autoindex_chunk_1 LIMIT 1000",
    "SELECT bytes FROM chunk WHERE address IN (SELECT address FROM chunk NOT INDEXED)",
  ]

  private static func all(
    _ sql: String, _ arguments: StatementArguments = StatementArguments(), in database: Database
  ) throws -> [[DatabaseValue]] {
    try Row.fetchAll(try database.cachedStatement(sql: sql), arguments: arguments).map {
      Array($0.databaseValues)
    }
  }

  /// A place where two readings differ.
  enum Difference: Hashable, CustomStringConvertible {
    /// One column of one row, by the table and the row's place in it.
    case column(String, Int, String)
    /// There are more or fewer rows, or several columns of a row are others.
    case rows(String)
    /// The rows are the same, but not to be found by every way.
    case ways
    /// The tables are described otherwise.
    case schema

    var description: String {
      switch self {
      case .column(let table, _, let column): "\(table).\(column)"
      case .rows(let table): "\(table)"
      case .ways: "ways"
      case .schema: "schema"
      }
    }
  }

  /// Where another reading differs from this one; nil when they are the same.
  func difference(from other: EveryRow) -> Difference? {
    for (table, columns) in Self.tables {
      let (mine, others) = (rows[table] ?? [], other.rows[table] ?? [])
      guard mine != others else { continue }
      guard mine.count == others.count else { return .rows(table) }
      let places = mine.indices.flatMap { row in
        columns.indices.filter { mine[row][$0] != others[row][$0] }.map { (row, columns[$0]) }
      }
      guard places.count == 1 else { return .rows(table) }
      return .column(table, places[0].0, places[0].1)
    }
    guard schema == other.schema else { return .schema }
    return self == other ? nil : .ways
  }
}
