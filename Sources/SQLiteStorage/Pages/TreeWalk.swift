import CaseVault
import SQLiteRows

/// Walks one b-tree from its root, in the order of its keys, and notes which pages it is made of.
///
/// Source: <https://www.sqlite.org/fileformat2.html#b_tree_pages>. Whatever SQLite's `quick_check` would
/// report of a tree ends the walk with ``UnprovenStructure``.
struct TreeWalk {
  let pageSize: Int
  let isTable: Bool
  /// The pages of the tree and of its overflow chains, in the order of the walk.
  private(set) var pages: [UInt32] = []

  init(pageSize: Int, isTable: Bool) {
    self.pageSize = pageSize
    self.isTable = isTable
  }

  /// SQLite's own bound: a file that goes deeper goes in circles.
  private static let deepest = 20

  /// Calls `body` with each record, or as much of it as lies on its page.
  mutating func walk(
    from root: UInt32, in file: borrowing DatabaseFile,
    _ body: (TreePage.Cell, Span<UInt8>) throws -> Void
  ) throws {
    _ = try visit(root, KeyRange(), depth: 0, in: file, body)
  }

  /// Answers how many levels lie below a page.
  private mutating func visit(
    _ number: UInt32, _ range: KeyRange, depth: Int, in file: borrowing DatabaseFile,
    _ body: (TreePage.Cell, Span<UInt8>) throws -> Void
  ) throws -> Int {
    pages.append(number)
    guard depth < Self.deepest else { throw UnprovenStructure() }
    let bytes = try file.page(number, size: pageSize)
    var page = TreePage()
    try page.parse(bytes.span, from: number == 1 ? DatabaseHead.length : 0)
    let isEmptyRoot = depth == 0 && page.kind.isLeaf
    guard page.kind.isTable == isTable, isEmptyRoot || !page.cells.isEmpty else {
      throw UnprovenStructure()
    }
    var range = range
    var levels: Int?
    for cell in page.cells {
      let below = isTable ? try range.cut(at: cell.rowNumber) : KeyRange()
      if !page.kind.isLeaf {
        try same(&levels, visit(cell.child, below, depth: depth + 1, in: file, body))
      }
      if page.kind != .tableInner {
        try pages.append(contentsOf: file.overflow(of: cell, pageSize: pageSize))
        try body(cell, bytes.span.extracting(cell.local))
      }
    }
    guard !page.kind.isLeaf else { return 0 }
    try same(&levels, visit(page.lastChild, range, depth: depth + 1, in: file, body))
    return 1 + (levels ?? 0)
  }

  private func same(_ levels: inout Int?, _ found: Int) throws(UnprovenStructure) {
    guard levels ?? found == found else { throw UnprovenStructure() }
    levels = found
  }
}

/// The row numbers that a page may hold.
struct KeyRange {
  private(set) var above = Int64.min
  private(set) var upTo = Int64.max

  /// Cuts off the part up to a key, and goes on above it. Throws ``UnprovenStructure`` for a key that
  /// does not lie inside.
  mutating func cut(at key: Int64) throws(UnprovenStructure) -> KeyRange {
    guard key > above, key <= upTo else { throw UnprovenStructure() }
    var below = self
    below.upTo = key
    above = key
    return below
  }
}

extension DatabaseFile {
  /// One page; they count from 1.
  func page(_ number: UInt32, size: Int) throws -> [UInt8] {
    guard number > 0 else { throw UnprovenStructure() }
    var bytes = [UInt8](repeating: 0, count: size)
    try read(0..<size, of: &bytes, from: Int64(number - 1) * Int64(size))
    return bytes
  }

  /// The pages that hold the rest of a record, in order. Throws ``UnprovenStructure`` unless they are
  /// just as many as it takes. `body` gets the bytes of each behind the number of the next.
  func overflow(
    of cell: TreePage.Cell, pageSize: Int, _ body: (ArraySlice<UInt8>) -> Void = { _ in }
  ) throws -> [UInt32] {
    var pages: [UInt32] = []
    var next = cell.overflow
    var rest = cell.length - cell.local.count
    while rest > 0 {
      let bytes = try page(next, size: pageSize)
      pages.append(next)
      body(bytes[4..<min(pageSize, 4 + rest)])
      rest -= pageSize - 4
      next = bytes.span.number32(at: 0)
    }
    guard next == 0 else { throw UnprovenStructure() }
    return pages
  }
}
