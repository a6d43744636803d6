import CaseVault
import Casework
import SQLiteRows

/// Reads leaf pages of envelopes and lends their rows, in memory that serves page after page.
struct EnvelopePages: Sendable {
  private let pageSize: Int
  private var window: [UInt8]
  private var page = TreePage()
  private var record = RecordReader()
  private let columns = VaultTree.envelope.columns

  init(pageSize: Int) {
    self.pageSize = pageSize
    window = [UInt8](repeating: 0, count: pageSize * PageSurvey.pagesInShare)
  }

  /// Lends the rows of some pages in order. `isOnly` for a table that has no other page: it may be empty.
  /// Which rows there were is answered only to who is `keeping` them.
  mutating func read(
    _ leaves: ArraySlice<EnvelopeLeaves.Leaf>, of file: borrowing DatabaseFile, isOnly: Bool,
    keeping isKeeping: Bool, _ visit: EnvelopeVisit
  ) throws -> SurveyFindings {
    try load(leaves, of: file)
    let window = window
    var found = SurveyFindings()
    if isKeeping { found.envelopes.reserveCapacity(3 * leaves.count) }
    for (place, leaf) in leaves.enumerated() {
      let bytes = window.span.extracting(place * pageSize..<(place + 1) * pageSize)
      try page.parse(bytes, from: 0)
      guard page.kind == .tableLeaf, isOnly || !page.cells.isEmpty else {
        throw UnprovenStructure()
      }
      var range = leaf.range
      for cell in page.cells {
        _ = try range.cut(at: cell.rowNumber)
        let local = bytes.extracting(cell.local)
        try record.read(local, length: cell.length, as: columns)
        if cell.hasOverflow {
          let start = place * pageSize
          var joined = Array(window[start + cell.local.lowerBound..<start + cell.local.upperBound])
          found.pages += try file.overflow(of: cell, pageSize: pageSize) { joined += $0 }
          let key = try lend(joined.span, visit)
          if isKeeping { found.add(key, at: cell.rowNumber) }
        } else {
          let key = try lend(local, visit)
          if isKeeping { found.add(key, at: cell.rowNumber) }
        }
      }
    }
    return found
  }

  /// Pages that follow each other in the file are read at once.
  private mutating func load(
    _ leaves: ArraySlice<EnvelopeLeaves.Leaf>, of file: borrowing DatabaseFile
  ) throws {
    var start = leaves.startIndex
    while start < leaves.endIndex {
      let first = leaves[start].page
      guard first > 0 else { throw UnprovenStructure() }
      var end = start + 1
      while end < leaves.endIndex, Int(leaves[end].page) == Int(first) + end - start { end += 1 }
      let base = leaves.startIndex
      try file.read(
        (start - base) * pageSize..<(end - base) * pageSize, of: &window,
        from: Int64(first - 1) * Int64(pageSize))
      start = end
    }
  }

  private func lend(_ row: Span<UInt8>, _ visit: EnvelopeVisit) throws -> EnvelopeKey {
    guard let id = try? EnvelopeID(bytes: row.extracting(record.columns[1].place)),
      let version = UInt32(exactly: record.integer(2, of: row))
    else { throw UnprovenStructure() }
    let key = EnvelopeKey(id: id, version: version)
    try visit(
      key, record.integer(3, of: row), row.extracting(record.columns[4].place),
      row.extracting(record.columns[5].place), row.extracting(record.columns[6].place))
    return key
  }
}

extension SurveyFindings {
  fileprivate mutating func add(_ key: EnvelopeKey, at number: Int64) {
    envelopes.append(EnvelopeRow(number: number, id: key.id, version: key.version))
  }
}
