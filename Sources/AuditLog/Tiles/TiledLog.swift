/// A log that lies in files as C2SP tlog-tiles: anybody's, so nothing in it is believed.
///
/// It gives roots and proofs like any store; that they are the right ones shows by a checkpoint's
/// root. ``verify(root:)`` goes through all of it.
package struct TiledLog: TreeHashes {
  /// How many entries the log has, from a verified checkpoint.
  package let size: UInt64
  private let read: (String) throws -> [UInt8]

  /// `read` gives the bytes of the file at a path below the log's prefix, or throws.
  package init(size: UInt64, reading read: @escaping (String) throws -> [UInt8]) {
    self.size = size
    self.read = read
  }

  /// Hashes of one tile. Throws ``TiledLogFault``, and what reading throws.
  package func hashes(level: Int, in range: Range<UInt64>) throws -> [TreeHash] {
    guard let tile = tile(.hashes(level: level), holding: range) else {
      throw TreeHashesError.missing(level: level, range: range, found: 0)
    }
    let all = try hashes(of: tile)
    return Array(all[tile.offsets(of: range)])
  }

  /// The leaves' bytes in a range that lies within one tile. Throws like ``hashes(level:in:)``.
  package func entries(in range: Range<UInt64>) throws -> [[UInt8]] {
    guard let tile = tile(.entries, holding: range) else {
      throw TreeHashesError.beyondTree(range.upperBound, size: size)
    }
    return Array(try entries(of: tile)[tile.offsets(of: range)])
  }

  /// Reads every entry and every hash, and throws ``TiledLogFault`` at the first that does not belong
  /// to the tree with this root.
  package func verify(root: TreeHash) throws {
    var frontier = Frontier()
    var start: UInt64 = 0
    while let tile = TilePath(.entries, containing: start, size: size) {
      let leaves = try entries(of: tile).map { TreeHash.ofLeaf($0) }
      try expect(leaves, level: 0, at: start)
      var completed: [TileSubtree] = []
      for leaf in leaves { frontier.append(leaf) { completed.append($0) } }
      for subtree in completed {
        try expect([subtree.hash], level: subtree.level, at: subtree.index)
      }
      start = tile.places.upperBound
    }
    guard frontier.root == root else { throw TiledLogFault.rootDiffers }
  }

  private func expect(_ expected: [TreeHash], level: Int, at place: UInt64) throws {
    let found = try hashes(level: level, in: place..<place + UInt64(expected.count))
    for (offset, (one, other)) in zip(expected, found).enumerated() where one != other {
      throw TiledLogFault.hashDiffers(level: level, place: place + UInt64(offset))
    }
  }
}

extension TiledLog {
  private func tile(_ content: TilePath.Content, holding range: Range<UInt64>) -> TilePath? {
    guard let tile = TilePath(content, containing: range.lowerBound, size: size),
      range.upperBound <= tile.places.upperBound
    else { return nil }
    return tile
  }

  private func hashes(of tile: TilePath) throws -> [TreeHash] {
    try decoded(tile) { bytes throws(MalformedTile) in
      try HashTile.hashes(in: bytes, count: tile.width)
    }
  }

  private func entries(of tile: TilePath) throws -> [[UInt8]] {
    try decoded(tile) { bytes throws(MalformedTile) in
      try EntryBundle.entries(in: bytes, count: tile.width)
    }
  }

  private func decoded<Content>(
    _ tile: TilePath, as decode: ([UInt8]) throws(MalformedTile) -> Content
  ) throws -> Content {
    let bytes = try read(tile.text)
    do throws(MalformedTile) {
      return try decode(bytes)
    } catch {
      throw TiledLogFault.malformed(tile, error)
    }
  }
}

extension TilePath {
  /// Where places of this tile's level stand within the tile, which holds them.
  fileprivate func offsets(of range: Range<UInt64>) -> Range<Int> {
    let start = Int(range.lowerBound - places.lowerBound)
    return start..<start + range.count
  }
}

/// What is wrong with a log in files.
package enum TiledLogFault: Error, Equatable {
  /// A file does not hold what its path says.
  case malformed(TilePath, MalformedTile)
  /// A stored hash is not that of the entries below it.
  case hashDiffers(level: Int, place: UInt64)
  /// All fits together, and is another tree than the checkpoint's.
  case rootDiffers
}
