import Synchronization

/// The bulk of an archive, of which each page is fetched when something on it is first asked for.
///
/// An agency has tens of thousands of case files, and a command touches a few: opening the seals of all
/// of them took ten times as long as everything else. A page that was fetched is kept.
package final class ArchivePages: Sendable {
  /// In bytes; the last page is as long as what is left.
  package static let pageSize = 16_384

  package let count: Int
  private let fetch: @Sendable (Int) -> [UInt8]?
  /// All the bytes, where they were there from the beginning.
  private let whole: [UInt8]?
  private let fetched: Mutex<Fetched>

  private struct Fetched {
    var pages: [[UInt8]?]
    var isDamaged = false
  }

  /// So many bytes, of which `fetch` gets the page of a number, or nil where it is not what it was.
  package init(count: Int, fetch: @escaping @Sendable (_ page: Int) -> [UInt8]?) {
    self.count = count
    self.fetch = fetch
    whole = nil
    fetched = Mutex(Fetched(pages: Array(repeating: nil, count: Self.pages(of: count))))
  }

  /// Bytes that are there already.
  package init(_ bytes: [UInt8]) {
    count = bytes.count
    whole = bytes
    fetch = { _ in nil }
    fetched = Mutex(Fetched(pages: []))
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
  package var isDamaged: Bool { fetched.withLock { $0.isDamaged } }

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
    return fetched.withLock { fetched in
      guard let page = page(first, of: &fetched) else { return nil }
      guard last > first else { return Stretch(bytes: page, start: first * Self.pageSize) }
      var joined: [UInt8] = []
      joined.reserveCapacity((last - first + 1) * Self.pageSize)
      joined += page
      for number in first + 1...last {
        guard let page = self.page(number, of: &fetched) else { return nil }
        joined += page
      }
      return Stretch(bytes: joined, start: first * Self.pageSize)
    }
  }

  private func page(_ number: Int, of fetched: inout Fetched) -> [UInt8]? {
    if let known = fetched.pages[number] { return known }
    guard let page = fetch(number),
      page.count == Self.range(of: number, in: count).count
    else {
      fetched.isDamaged = true
      return nil
    }
    fetched.pages[number] = page
    return page
  }
}
