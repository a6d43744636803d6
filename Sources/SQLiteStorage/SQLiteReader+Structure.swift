import CaseVault
import GRDB
import SQLiteRows

extension SQLiteReader {
  /// By pages, where they are all in the file and look as ours do. Whatever stands in the way is for
  /// ``checkStructure()`` to judge.
  func survey() throws -> (any StorageSurvey)? {
    try? perform { try PageSurvey(of: $0) }
  }

  /// The pages of the file, its one head, and what stands in every index.
  ///
  /// Rows that are there and cannot be found by their index would be missing from a search without a
  /// word. SQLite's `integrity_check` looks each row up in each index, which takes a second for 100,000
  /// notes; `quick_check` and a walk along each index find the same in a third of that.
  /// Source: <https://www.sqlite.org/pragma.html#pragma_quick_check>.
  func checkStructure() throws {
    try perform { database in
      var isSound = false
      try database.makeStatement(sql: "PRAGMA quick_check(1)").rows([]) { row in
        isSound = row.bytes(at: 0) == Array("ok".utf8)
        return isSound
      }
      guard isSound else { throw StorageError.corrupt }
    }
    // The constraint that says so binds only who keeps to it.
    let head = try first("SELECT count(*), max(id) FROM meta") { row in
      try [row.number(at: 0), row.number(at: 1)]
    }
    guard head == [1, 1] else { throw StorageError.corrupt }
    try checkIndex("sqlite_autoindex_envelope_1", of: "envelope", on: "id, version") { row in
      Pair(Pair(try row.envelopeID(at: 0), try row.number(at: 1)), try row.number(at: 2))
    }
    try checkIndex("sqlite_autoindex_chunk_1", of: "chunk", on: "address") { row in
      Pair(Bytes(try row.stored(at: 0)), try row.number(at: 1))
    }
  }

  /// An index must have its entries in rising order, and exactly those that the table's rows give.
  private func checkIndex<Entry: Comparable>(
    _ index: String, of table: String, on columns: String,
    _ decode: (borrowing FetchedRow) throws -> Entry
  ) throws {
    var order = RisingOrder<Entry>()
    var indexed: [Entry] = []
    try each(
      "SELECT \(columns), number FROM \(table) INDEXED BY \(index) ORDER BY \(columns), number"
    ) { row in
      let entry = try decode(row)
      try order.admit(entry)
      indexed.append(entry)
      return true
    }
    var stored: [Entry] = []
    try each("SELECT \(columns), number FROM \(table) NOT INDEXED") { row in
      stored.append(try decode(row))
      return stored.count <= indexed.count
    }
    guard stored.sorted() == indexed else { throw StorageError.corrupt }
  }
}
