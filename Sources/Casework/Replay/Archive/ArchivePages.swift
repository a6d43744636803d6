/// The bulk of an archive, of which each page is fetched when something on it is first asked for.
///
/// An agency has tens of thousands of case files, and a command touches a few: opening the seals of all
/// of them took ten times as long as everything else.
package struct ArchivePages: Sendable {
  /// In bytes; the last page is as long as what is left.
  package static let pageSize = 32_768

  package let count: Int
  /// All the bytes, where they were there from the beginning.
  private let whole: [UInt8]?
  private let source: (any ArchiveSource)?

  /// So many bytes, of which the source has the pages.
  package init(count: Int, from source: any ArchiveSource) {
    self.count = count
    self.source = source
    whole = nil
  }

  /// Bytes that are there already.
  package init(_ bytes: [UInt8]) {
    count = bytes.count
    whole = bytes
    source = nil
  }

  /// How many pages so many bytes take.
  package static func pages(of count: Int) -> Int { (count + pageSize - 1) / pageSize }

  /// Where a page lies in the whole.
  package static func range(of page: Int, in count: Int) -> Range<Int> {
    page * pageSize..<min(count, (page + 1) * pageSize)
  }

  /// Whether all bytes are at hand, so that they can be looked through.
  var isWhole: Bool { whole != nil }

  /// Whether a page could not be fetched. What then seemed not to be there may well be.
  package var isDamaged: Bool { source?.isDamaged ?? false }

  /// Bytes of the bulk that are at hand together: `bytes` begins at `start` of the whole.
  struct Stretch {
    let bytes: [UInt8]
    let start: Int

    func holds(_ range: Range<Int>) -> Bool {
      start <= range.lowerBound && range.upperBound <= start + bytes.count
    }
  }

  /// Some of the bytes and what is at hand around them: mostly one page, so that what is next to them need not be
  /// asked for again. Nil where there are not so many, and where a page is damaged.
  func stretch(holding range: Range<Int>) -> Stretch? {
    guard range.lowerBound >= 0, range.upperBound <= count else { return nil }
    if let whole { return Stretch(bytes: whole, start: 0) }
    guard !range.isEmpty else { return Stretch(bytes: [], start: range.lowerBound) }
    let first = range.lowerBound / Self.pageSize
    let last = (range.upperBound - 1) / Self.pageSize
    guard var bytes = source?.page(first) else { return nil }
    for number in first..<last {
      guard let page = source?.page(number + 1) else { return nil }
      bytes += page
    }
    return Stretch(bytes: bytes, start: first * Self.pageSize)
  }
}

/// Where the pages of an archive come from.
package protocol ArchiveSource: AnyObject, Sendable {
  /// The page of a number, as long as it ought to be; nil where it is not what it was. Asked for by any
  /// thread, and again and again.
  func page(_ number: Int) -> [UInt8]?
  /// Whether a page was not what it was.
  var isDamaged: Bool { get }
}
