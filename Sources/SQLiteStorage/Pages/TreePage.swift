import CaseVault

/// One page of a b-tree, taken apart and checked as SQLite's own `quick_check` checks it: each byte
/// belongs to one cell, to one free block or to the free space between.
///
/// Used again for page after page. Source: <https://www.sqlite.org/fileformat2.html#b_tree_pages>.
struct TreePage {
  /// In the order of their keys.
  private(set) var cells: [Cell] = []
  private(set) var kind = Kind.tableLeaf
  /// The child behind the last cell of an inner page.
  private(set) var lastChild: UInt32 = 0
  /// Which bytes are taken.
  private var extents: [Range<Int>] = []

  enum Kind: UInt8 {
    case indexInner = 2
    case tableInner = 5
    case indexLeaf = 10
    case tableLeaf = 13

    var isLeaf: Bool { self == .indexLeaf || self == .tableLeaf }
    var isTable: Bool { self == .tableInner || self == .tableLeaf }
  }

  struct Cell {
    /// The child with the keys below this one; 0 on a leaf.
    var child: UInt32 = 0
    /// The key, in a table.
    var rowNumber: Int64 = 0
    /// The part of the record that lies on this page.
    var local = 0..<0
    /// How long the whole record is.
    var length = 0
    /// The first page of the rest; 0 where there is none.
    var overflow: UInt32 = 0

    var hasOverflow: Bool { length > local.count }
  }

  /// Takes a page apart; `start` is 100 on the first page of a file, else 0.
  /// Throws ``UnprovenStructure`` for whatever SQLite would call malformed.
  mutating func parse(_ page: Span<UInt8>, from start: Int) throws(UnprovenStructure) {
    guard let kind = Kind(rawValue: page[start]) else { throw UnprovenStructure() }
    self.kind = kind
    cells.removeAll(keepingCapacity: true)
    extents.removeAll(keepingCapacity: true)
    let count = page.number16(at: start + 3)
    let content = page.number16(at: start + 5)
    let pointers = start + (kind.isLeaf ? 8 : 12)
    guard pointers + 2 * count <= content, content <= page.count else { throw UnprovenStructure() }
    lastChild = kind.isLeaf ? 0 : page.number32(at: start + 8)
    for place in 0..<count {
      let offset = page.number16(at: pointers + 2 * place)
      guard offset >= content, offset <= page.count - 4 else { throw UnprovenStructure() }
      try takeCell(at: offset, of: page)
    }
    try takeFreeBlocks(from: page.number16(at: start + 1), behind: content, of: page)
    try checkCoverage(from: content, to: page.count, fragments: Int(page[start + 7]))
  }

  private mutating func takeCell(
    at offset: Int, of page: Span<UInt8>
  ) throws(UnprovenStructure) {
    var cell = Cell()
    var place = offset
    if !kind.isLeaf {
      cell.child = page.number32(at: place)
      place += 4
    }
    if kind != .tableInner {
      let length = try page.variable(at: &place)
      // SQLite keeps no longer value.
      guard length <= 0x7fff_ffff else { throw UnprovenStructure() }
      cell.length = Int(length)
    }
    if kind.isTable { cell.rowNumber = Int64(bitPattern: try page.variable(at: &place)) }
    let local = Self.localLength(of: cell.length, in: kind, pageSize: page.count)
    cell.local = place..<place + local
    place += local
    guard place <= page.count else { throw UnprovenStructure() }
    if cell.hasOverflow {
      guard place + 4 <= page.count else { throw UnprovenStructure() }
      cell.overflow = page.number32(at: place)
      place += 4
    }
    place = max(place, offset + 4)
    guard place <= page.count else { throw UnprovenStructure() }
    cells.append(cell)
    extents.append(offset..<place)
  }

  /// How much of a record lies on its page; the rest overflows.
  private static func localLength(of length: Int, in kind: Kind, pageSize: Int) -> Int {
    let most = kind.isTable ? pageSize - 35 : (pageSize - 12) * 64 / 255 - 23
    guard length > most else { return length }
    let least = (pageSize - 12) * 32 / 255 - 23
    let local = least + (length - least) % (pageSize - 4)
    return local <= most ? local : least
  }

  private mutating func takeFreeBlocks(
    from first: Int, behind content: Int, of page: Span<UInt8>
  ) throws(UnprovenStructure) {
    var block = first
    while block != 0 {
      guard block >= content, block <= page.count - 4 else { throw UnprovenStructure() }
      let next = page.number16(at: block)
      let size = page.number16(at: block + 2)
      guard size >= 4, block + size <= page.count, next == 0 || next > block + size + 3 else {
        throw UnprovenStructure()
      }
      extents.append(block..<block + size)
      block = next
    }
  }

  /// Nothing overlaps, and what is between is as much as the page says.
  private mutating func checkCoverage(
    from content: Int, to end: Int, fragments: Int
  ) throws(UnprovenStructure) {
    sortExtents()
    var free = 0
    var place = content
    for extent in extents {
      guard extent.lowerBound >= place else { throw UnprovenStructure() }
      free += extent.lowerBound - place
      place = extent.upperBound
    }
    guard free + end - place == fragments else { throw UnprovenStructure() }
  }

  /// By where they begin. Cells are mostly put one before the other, so that turning the row round is
  /// most of the work; a page of rows has three.
  private mutating func sortExtents() {
    extents.reverse()
    guard extents.count < 16 else { return extents.sort { $0.lowerBound < $1.lowerBound } }
    for place in extents.indices.dropFirst() {
      var place = place
      while place > 0, extents[place - 1].lowerBound > extents[place].lowerBound {
        extents.swapAt(place - 1, place)
        place -= 1
      }
    }
  }
}
