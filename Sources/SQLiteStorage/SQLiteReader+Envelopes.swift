import CaseVault
import Casework
import Keyring
import SQLiteRows

extension SQLiteReader {
  func envelope(
    _ id: EnvelopeID, version: UInt32, parts: EnvelopeParts
  ) throws -> StoredEnvelope? {
    try first(
      "SELECT \(parts.columns) FROM envelope WHERE id = ? AND version = ?",
      [BoundValue(id), BoundValue(version)]
    ) { try $0.envelope(parts) }
  }

  func eachEnvelope(parts: EnvelopeParts, _ body: (StoredEnvelope) throws -> Void) throws {
    var order = RisingOrder<Int64>()
    var envelope = StoredEnvelope.room
    try each("SELECT \(parts.columns) FROM envelope ORDER BY number") { row in
      try order.admit(row.number(at: 0))
      try row.copy(parts, into: &envelope)
      try body(envelope)
      return true
    }
  }

  /// Shares are blocks of row numbers, so that each thread reads pages of its own, and so that threads
  /// agree on them even when their views of the storage differ.
  func eachEnvelope(part: Int, of parts: Int, _ body: (StoredEnvelope) throws -> Void) throws {
    var blocks = BlockShare(part: part, of: parts)
    var envelope = StoredEnvelope.room
    while let start = blocks.start,
      let number = try first(
        "SELECT min(number) FROM envelope WHERE number >= ?", [.integer(start)],
        { $0.integer(at: 0) }
      ).flatMap({ $0 })
    {
      // A page whose rows do not rise can answer with less than was asked for, and so without an end.
      guard number >= start else { throw StorageError.corrupt }
      guard let block = blocks.enter(at: number) else { continue }
      var order = RisingOrder<Int64>()
      try each(
        "SELECT \(EnvelopeParts.whole.columns) FROM envelope WHERE number BETWEEN ? AND ? ORDER BY number",
        [.integer(block.lowerBound), .integer(block.upperBound)]
      ) { row in
        try order.admit(row.number(at: 0))
        try row.copy(.whole, into: &envelope)
        try body(envelope)
        return true
      }
    }
  }

  func envelopeIDs(beginningWith digits: String, limit: Int) throws -> [EnvelopeID] {
    guard let bounds = PrefixBounds(of: digits), limit > 0 else { return [] }
    var order = RisingOrder<Pair<EnvelopeID, Int64>>()
    var ids: [EnvelopeID] = []
    // Rather than DISTINCT and LIMIT: on a hostile file every key that is passed must be seen.
    try each(
      "SELECT id, version FROM envelope WHERE id BETWEEN ? AND ? ORDER BY id, version",
      [BoundValue(bounds.lowest), BoundValue(bounds.highest)]
    ) { row in
      let id = try row.envelopeID(at: 0)
      try order.admit(Pair(id, row.number(at: 1)))
      if ids.last != id { ids.append(id) }
      return ids.count < limit
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

extension FetchedRow {
  fileprivate func envelope(_ parts: EnvelopeParts) throws -> StoredEnvelope {
    var envelope = StoredEnvelope.room
    try copy(parts, into: &envelope)
    return envelope
  }

  /// Takes the memory of the row before, unless somebody kept that: a walk then allocates nothing.
  fileprivate func copy(_ parts: EnvelopeParts, into envelope: inout StoredEnvelope) throws {
    envelope.id = try envelopeID(at: 1)
    envelope.version = try unsigned(at: 2)
    envelope.shelf = try number(at: 3)
    try copyStored(at: 4, into: &envelope.slots)
    try copyStored(at: 5, into: &envelope.header)
    if parts == .whole { try copyStored(at: 6, into: &envelope.body) }
  }
}

extension StoredEnvelope {
  /// Nothing yet.
  fileprivate static var room: StoredEnvelope {
    StoredEnvelope(
      id: EnvelopeID(high: 0, low: 0), version: 0, shelf: 0, slots: [], header: [], body: [])
  }
}
