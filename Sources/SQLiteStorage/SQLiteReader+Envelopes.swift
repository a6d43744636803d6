import CaseVault
import Casework
import Foundation
import GRDB
import Keyring

extension SQLiteReader {
  func envelope(
    _ id: EnvelopeID, version: UInt32, parts: EnvelopeParts
  ) throws -> StoredEnvelope? {
    try first(
      "SELECT \(parts.columns) FROM envelope WHERE id = ? AND version = ?",
      [Data(id.bytes), version]
    ) { try $0.envelope(parts) }
  }

  func eachEnvelope(
    onShelf shelf: Int64?, parts: EnvelopeParts, _ body: (StoredEnvelope) throws -> Void
  ) throws {
    let condition = shelf == nil ? "" : "WHERE shelf = ?"
    var order = RisingOrder<Int64>()
    try each(
      "SELECT \(parts.columns) FROM envelope \(condition) ORDER BY number",
      StatementArguments(shelf.map { [$0] } ?? [])
    ) { row in
      try order.admit(row.integer(at: 0))
      try body(row.envelope(parts))
    }
  }

  func envelopeIDs(beginningWith digits: String, limit: Int) throws -> [EnvelopeID] {
    guard let bounds = PrefixBounds(of: digits), limit > 0 else { return [] }
    var order = RisingOrder<Pair<EnvelopeID, Int64>>()
    var ids: [EnvelopeID] = []
    // A cursor rather than DISTINCT and LIMIT: on a hostile file it must see every key it passes.
    try perform { database in
      let rows = try Row.fetchCursor(
        database.makeStatement(
          sql: "SELECT id, version FROM envelope WHERE id BETWEEN ? AND ? ORDER BY id, version"),
        arguments: [Data(bounds.lowest.bytes), Data(bounds.highest.bytes)])
      while ids.count < limit, let row = try rows.next() {
        let id = try row.envelopeID(at: 0)
        try order.admit(Pair(id, row.integer(at: 1)))
        if ids.last != id { ids.append(id) }
      }
    }
    return ids
  }
}

/// The first and the last id that begin with some hexadecimal digits.
///
/// An odd digit is half a byte; filling up with 0 and with f needs no case of its own for that.
private struct PrefixBounds {
  let lowest: EnvelopeID
  let highest: EnvelopeID

  /// Nil when no id can begin so.
  init?(of digits: String) {
    let missing = 32 - digits.utf8.count
    guard missing >= 0,
      let lowest = try? EnvelopeID(hexadecimal: digits + String(repeating: "0", count: missing)),
      let highest = try? EnvelopeID(hexadecimal: digits + String(repeating: "f", count: missing))
    else { return nil }
    self.lowest = lowest
    self.highest = highest
  }
}

extension EnvelopeParts {
  fileprivate var columns: String {
    switch self {
    case .headers: "number, id, version, shelf, slots, header"
    case .whole: "number, id, version, shelf, slots, header, body"
    }
  }
}

extension Row {
  fileprivate func envelope(_ parts: EnvelopeParts) throws -> StoredEnvelope {
    try StoredEnvelope(
      id: envelopeID(at: 1), version: unsigned(at: 2), shelf: integer(at: 3), slots: bytes(at: 4),
      header: bytes(at: 5), body: parts == .whole ? bytes(at: 6) : [])
  }
}
