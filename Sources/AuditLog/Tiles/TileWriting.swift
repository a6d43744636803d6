extension TreeHashes {
  /// Writes the log as it was at `size` entries as C2SP tlog-tiles, file by file, so that anybody can
  /// serve, mirror and verify it with other people's tools.
  ///
  /// `entries` gives the leaves' bytes in a range of at most 256. `write` gets a path below the log's
  /// prefix and the file's bytes. The checkpoint comes last: a crash before it leaves files that no
  /// checkpoint speaks of yet, not a checkpoint without its log.
  package func writeTiles(
    size: UInt64, checkpoint: SignedNote,
    entries: (Range<UInt64>) throws -> [[UInt8]],
    to write: (_ path: String, _ bytes: [UInt8]) throws -> Void
  ) throws {
    for tile in TilePath.all(size: size) {
      try write(tile.text, bytes(of: tile, entries: entries))
    }
    try write(TilePath.checkpoint, checkpoint.bytes)
  }

  private func bytes(
    of tile: TilePath, entries: (Range<UInt64>) throws -> [[UInt8]]
  ) throws -> [UInt8] {
    switch tile.content {
    case .entries:
      return try EntryBundle.encoded(entries(tile.places))
    case .hashes(let level):
      return HashTile.encoded(try hashes(level: level, in: tile.places))
    }
  }
}
