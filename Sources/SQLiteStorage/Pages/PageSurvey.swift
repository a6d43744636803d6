import CaseVault
import Casework
import GRDB
import SQLiteRows
import Synchronization

/// Goes through a vault's file page by page, without SQLite's cursors: each page is read once, held
/// against what a b-tree must be, and its rows lent where they lie.
///
/// SQLite's `quick_check` and reading the rows together read every page twice and take twice as long.
/// Proven here is what they would find: every page has one use, no two cells overlap, keys rise through
/// all levels, values have their columns' types, and every index leads to every row. What is not proven
/// is left to them.
final class PageSurvey: StorageSurvey {
  private let pageSize: Int
  private let trees: [(tree: VaultTree, root: UInt32)]
  private let leaves: EnvelopeLeaves
  /// What was in use before the first share.
  private let claims: PageClaims
  private let findings = Mutex<[Int: SurveyFindings]>([:])
  private let readers = Mutex<[EnvelopePages]>([])

  /// Leaf pages of one share: as many as the processor's own cache holds while they are hashed.
  static let pagesInShare = 32

  /// Plans a survey inside a reading transaction, which has to last longer than the survey.
  ///
  /// Throws ``UnprovenStructure`` where the file is not all there is: while something stands in the
  /// write-ahead log, pages in the file may be old. While nothing does, this transaction reads from the
  /// file alone, and nobody may write to it. Source: <https://www.sqlite.org/walformat.html#wal_locks>.
  init(of database: Database) throws {
    let roots = try Self.roots(in: database)
    guard try database.journalSize() == 0 else { throw UnprovenStructure() }
    let (head, leaves, claims) = try database.withFile { file in
      let head = try DatabaseHead(of: file)
      var claims = PageClaims(pageCount: head.pageCount)
      if Int(head.lockPage) <= head.pageCount { try claims.claim(head.lockPage) }
      try claims.claimFreePages(of: head, in: file)
      let leaves = try EnvelopeLeaves(
        below: roots[.envelope] ?? 0, in: file, of: head.pageSize, pageCount: head.pageCount)
      return (head, leaves, claims)
    }
    pageSize = head.pageSize
    self.leaves = leaves
    self.claims = claims
    trees = VaultTree.allCases.filter { $0 != .envelope }.map { ($0, roots[$0] ?? 0) }
  }

  private static func roots(in database: Database) throws -> [VaultTree: UInt32] {
    var roots: [VaultTree: UInt32] = [.schema: 1]
    let statement = try database.makeStatement(sql: "SELECT name, rootpage FROM sqlite_schema")
    try statement.rows([]) { row in
      let name = String(decoding: row.bytes(at: 0) ?? [], as: UTF8.self)
      guard let tree = VaultTree(rawValue: name),
        let root = row.integer(at: 1).flatMap({ UInt32(exactly: $0) })
      else { throw UnprovenStructure() }
      roots[tree] = root
      return true
    }
    return roots
  }

  /// First the small trees, one each, then the leaves of the large one.
  var shareCount: Int {
    trees.count + (leaves.all.count + Self.pagesInShare - 1) / Self.pagesInShare
  }

  var rowShares: Range<Int> { trees.count..<shareCount }

  func take(
    _ share: Int, through reader: any StorageReader, _ visit: EnvelopeVisit
  ) throws {
    let found = try lookAt(share, through: reader, keepingRows: true, visit)
    findings.withLock { $0[share] = found }
  }

  func takeRows(
    of share: Int, through reader: any StorageReader, _ visit: EnvelopeVisit
  ) throws {
    _ = try lookAt(share, through: reader, keepingRows: false, visit)
  }

  private func lookAt(
    _ share: Int, through reader: any StorageReader, keepingRows: Bool, _ visit: EnvelopeVisit
  ) throws -> SurveyFindings {
    guard let reader = reader as? SQLiteReader else { throw UnprovenStructure() }
    return try reader.perform { database in
      try database.withFile { file in
        if share < trees.count { return try findings(in: trees[share], of: file) }
        let start = (share - trees.count) * Self.pagesInShare
        return try rows(
          of: leaves.all[start...].prefix(Self.pagesInShare), in: file, keeping: keepingRows, visit)
      }
    }
  }

  /// By one of the page readers that are free just now, so that their memory is used again.
  private func rows(
    of pages: ArraySlice<EnvelopeLeaves.Leaf>, in file: borrowing DatabaseFile,
    keeping isKeeping: Bool, _ visit: EnvelopeVisit
  ) throws -> SurveyFindings {
    var reader = readers.withLock { $0.popLast() } ?? EnvelopePages(pageSize: pageSize)
    let found = try reader.read(
      pages, of: file, isOnly: leaves.all.count == 1, keeping: isKeeping, visit)
    readers.withLock { $0.append(reader) }
    return found
  }

  private func findings(
    in place: (tree: VaultTree, root: UInt32), of file: borrowing DatabaseFile
  ) throws -> SurveyFindings {
    var found = SurveyFindings()
    found.reserve(forRows: 3 * leaves.all.count, in: place.tree)
    var records = VaultRecords(of: place.tree)
    var walk = TreeWalk(pageSize: pageSize, isTable: place.tree.isTable)
    try walk.walk(from: place.root, in: file) { try records.take($0, $1, into: &found) }
    found.pages = walk.pages
    return found
  }

  func conclusions() throws -> [@Sendable () throws -> Void] {
    let found = findings.withLock { $0 }
    let shares = (0..<shareCount).compactMap { found[$0] }
    guard shares.count == shareCount else { throw UnprovenStructure() }
    let whole = WholeFindings(of: shares)
    return [
      { [self] in try checkUses(of: shares) }, { try whole.checkHeadAndChunks() },
      { try whole.checkIDs() },
    ]
  }

  /// Every page of the file has one use.
  private func checkUses(of shares: [SurveyFindings]) throws(UnprovenStructure) {
    var claims = claims
    for page in leaves.inner { try claims.claim(page) }
    for leaf in leaves.all { try claims.claim(leaf.page) }
    for share in shares { for page in share.pages { try claims.claim(page) } }
    guard claims.areComplete else { throw UnprovenStructure() }
  }
}

extension DatabaseHead {
  fileprivate init(of file: borrowing DatabaseFile) throws {
    var bytes = [UInt8](repeating: 0, count: Self.length)
    try file.read(0..<Self.length, of: &bytes, from: 0)
    try self.init(bytes.span, fileSize: try file.size())
  }
}

extension PageClaims {
  /// A list of pages, each of which lists more. Source: <https://www.sqlite.org/fileformat2.html#the_freelist>.
  fileprivate mutating func claimFreePages(
    of head: DatabaseHead, in file: borrowing DatabaseFile
  ) throws {
    var rest = head.freePageCount
    var next = head.firstFreePage
    while next != 0 {
      try claim(next)
      let bytes = try file.page(next, size: head.pageSize)
      let count = Int(bytes.span.number32(at: 4))
      guard count <= head.pageSize / 4 - 2 else { throw UnprovenStructure() }
      for place in 0..<count { try claim(bytes.span.number32(at: 8 + 4 * place)) }
      rest -= 1 + count
      next = bytes.span.number32(at: 0)
    }
    guard rest == 0 else { throw UnprovenStructure() }
  }
}

extension SurveyFindings {
  /// An index grows to the size of its table: no need to grow by doubling.
  fileprivate mutating func reserve(forRows count: Int, in tree: VaultTree) {
    if tree == .envelopesByID { envelopesByID.reserveCapacity(count) }
  }
}
