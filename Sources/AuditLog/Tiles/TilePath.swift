/// Where a tile lies: `tile/<level>/<index>` or `tile/entries/<index>`, and `.p/<width>` when it is
/// not full yet.
///
/// Source: C2SP tlog-tiles, https://c2sp.org/tlog-tiles, "Merkle Tree" and "Log entries".
package struct TilePath: Hashable, Sendable {
  /// The two kinds of tile.
  package enum Content: Hashable, Sendable {
    /// Hashes of leaves (level 0), or of complete subtrees 256 times as wide for each level above.
    case hashes(level: Int)
    /// The entries themselves.
    case entries
  }

  /// What the tile holds.
  package let content: Content
  /// The tile's place in its level, from 0.
  package let index: UInt64
  /// How many hashes or entries it holds, from 1 to 256.
  package let width: Int

  /// The width of a full tile.
  package static let fullWidth = Int(TileSubtree.width)
  /// Where the log's last checkpoint lies beside the tiles.
  package static let checkpoint = "checkpoint"

  fileprivate static let levels = 0...63

  init(_ content: Content, index: UInt64, width: Int) {
    self.content = content
    self.index = index
    self.width = width
  }

  /// The tile in which place `place` of a level lies in a log of `size` entries; nil when that place
  /// is not there yet.
  package init?(_ content: Content, containing place: UInt64, size: UInt64) {
    let count = content.count(size: size)
    guard place < count else { return nil }
    let index = place / TileSubtree.width
    let width = min(count - index * TileSubtree.width, TileSubtree.width)
    self.init(content, index: index, width: Int(width))
  }

  /// The places of its level that the tile holds.
  package var places: Range<UInt64> {
    let start = index * TileSubtree.width
    return start..<start + UInt64(width)
  }

  /// Every tile of a log of `size` entries: entries first, then hashes from the leaves upwards.
  package static func all(size: UInt64) -> [TilePath] {
    let contents = [Content.entries] + (0...7).map { Content.hashes(level: $0) }
    return contents.flatMap { content in
      stride(from: 0, to: content.count(size: size), by: UInt64.Stride(fullWidth))
        .compactMap { TilePath(content, containing: $0, size: size) }
    }
  }
}

extension TilePath.Content {
  /// How many hashes or entries there are in a log of `size` entries.
  fileprivate func count(size: UInt64) -> UInt64 {
    switch self {
    case .entries: size
    case .hashes(let level): size >> (level * TileSubtree.bitsPerLevel)
    }
  }
}

extension TilePath {
  /// The path below the log's prefix.
  package var text: String {
    let folder =
      switch content {
      case .entries: "entries"
      case .hashes(let level): String(level)
      }
    let partial = width == Self.fullWidth ? "" : ".p/\(width)"
    return "tile/\(folder)/\(Self.text(ofIndex: index))\(partial)"
  }

  /// Reads a path in its one spelling; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, let content = Content(folder: parts[1]) else { return nil }
    var (elements, width) = (parts[2...], Self.fullWidth)
    if parts[parts.count - 2].hasSuffix(".p") {
      guard let partial = Int(parts[parts.count - 1]) else { return nil }
      width = partial
      elements = parts[2..<parts.count - 2] + [parts[parts.count - 2].dropLast(2)]
    }
    guard (1...Self.fullWidth).contains(width), let index = Self.index(from: elements),
      index < UInt64.max / TileSubtree.width
    else { return nil }
    self.init(content, index: index, width: width)
    // Leading zeros, plus signs and a full tile that calls itself partial have no second spelling.
    guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
  }

  /// Groups of three digits, all but the last marked with an x, so that no file is in the way of a
  /// folder.
  private static func text(ofIndex index: UInt64) -> String {
    var text = threeDigits(index % 1000)
    var rest = index / 1000
    while rest > 0 {
      text = "x\(threeDigits(rest % 1000))/\(text)"
      rest /= 1000
    }
    return text
  }

  private static func threeDigits(_ number: UInt64) -> String {
    String(String(1000 + number).dropFirst())
  }

  private static func index(from elements: ArraySlice<Substring>) -> UInt64? {
    UInt64(elements.map { $0.hasPrefix("x") ? $0.dropFirst() : $0 }.joined())
  }
}

extension TilePath.Content {
  fileprivate init?(folder: Substring) {
    if folder == "entries" {
      self = .entries
    } else if let level = Int(folder), TilePath.levels.contains(level) {
      self = .hashes(level: level)
    } else {
      return nil
    }
  }
}
