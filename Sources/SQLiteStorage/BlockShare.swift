/// Every so-manieth block of row numbers: one thread's share of a walk over all rows.
struct BlockShare {
  /// Where the next row of this share is looked for; nil when no number is left.
  private(set) var start: Int64? = .min
  private let part: Int64
  private let parts: Int64

  /// 512 rows of 3 KB are some 90 pages: few enough to share out evenly, enough to read in one go.
  private static let bits: Int64 = 9

  init(part: Int, of parts: Int) {
    self.part = Int64(part)
    self.parts = Int64(parts)
  }

  /// Where the next row of anybody's is at `number`: the numbers of its block, when that is this
  /// share's, and the search goes on behind it. Otherwise the search goes on at this share's next block.
  mutating func enter(at number: Int64) -> ClosedRange<Int64>? {
    // Shifting rounds down, also below zero, where only a hostile file has rows.
    let block = number >> Self.bits
    let distance = (part - block % parts + 2 * parts) % parts
    start = Self.first(of: block + (distance == 0 ? parts : distance))
    guard distance == 0 else { return nil }
    let lowest = block << Self.bits
    return lowest...(lowest | (1 << Self.bits - 1))
  }

  /// The lowest number of a block; nil behind the last.
  private static func first(of block: Int64) -> Int64? {
    block > Int64.max >> bits ? nil : block << bits
  }
}
