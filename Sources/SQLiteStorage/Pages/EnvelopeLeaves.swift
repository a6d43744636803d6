import CaseVault
import SQLiteRows

/// The pages on which envelopes' rows lie, in the order of their numbers, found by the inner pages alone:
/// one inner page in some hundreds.
struct EnvelopeLeaves {
  private(set) var all: [Leaf] = []
  private(set) var inner: [UInt32] = []

  struct Leaf {
    let page: UInt32
    /// Which numbers its rows may have.
    let range: KeyRange
  }

  /// `pageCount` is that of the whole file, most of which are leaves. Throws ``UnprovenStructure`` for inner
  /// pages that are none, or do not rise.
  init(
    below root: UInt32, in file: borrowing DatabaseFile, of pageSize: Int, pageCount: Int
  ) throws {
    all.reserveCapacity(pageCount)
    var height = 0
    var page = try Self.parsed(root, in: file, pageSize)
    // Down along the left: all leaves lie equally deep, and each page below is held to that.
    while !page.kind.isLeaf, let first = page.cells.first {
      height += 1
      guard height <= 20 else { throw UnprovenStructure() }
      page = try Self.parsed(first.child, in: file, pageSize)
    }
    try descend(from: root, KeyRange(), levels: height, in: file, pageSize)
  }

  private mutating func descend(
    from number: UInt32, _ range: KeyRange, levels: Int, in file: borrowing DatabaseFile,
    _ pageSize: Int
  ) throws {
    guard levels > 0 else { return all.append(Leaf(page: number, range: range)) }
    // A page that is its own descendant would otherwise be read for ever.
    guard inner.count < 1 << 20 else { throw UnprovenStructure() }
    inner.append(number)
    let page = try Self.parsed(number, in: file, pageSize)
    guard page.kind == .tableInner, !page.cells.isEmpty else { throw UnprovenStructure() }
    var range = range
    for cell in page.cells {
      let below = try range.cut(at: cell.rowNumber)
      try descend(from: cell.child, below, levels: levels - 1, in: file, pageSize)
    }
    try descend(from: page.lastChild, range, levels: levels - 1, in: file, pageSize)
  }

  private static func parsed(
    _ number: UInt32, in file: borrowing DatabaseFile, _ pageSize: Int
  ) throws -> TreePage {
    let bytes = try file.page(number, size: pageSize)
    var page = TreePage()
    try page.parse(bytes.span, from: 0)
    return page
  }
}
