import Sodium

/// The entries of one tile, each with its length (u16) before it.
///
/// Source: C2SP tlog-tiles, "Log entries". The two bytes are why a leaf has at most 65,535.
package enum EntryBundle {
  /// Writes entries one after the other. Throws ``MalformedTile/oversizedEntry(byteCount:)``.
  package static func encoded(_ entries: [[UInt8]]) throws(MalformedTile) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.reduce(0) { $0 + $1.count + 2 })
    for entry in entries {
      guard let length = UInt16(exactly: entry.count) else {
        throw .oversizedEntry(byteCount: entry.count)
      }
      bytes.append(bigEndian: length)
      bytes += entry
    }
    return bytes
  }

  /// Reads exactly `count` entries with nothing behind them. Throws ``MalformedTile``.
  package static func entries(in bytes: [UInt8], count: Int) throws(MalformedTile) -> [[UInt8]] {
    var entries: [[UInt8]] = []
    var rest = bytes[...]
    while rest.count >= 2 {
      let length = Int(rest.span.bigEndian(at: 0, as: UInt16.self))
      guard rest.count >= 2 + length else { throw .cutShort }
      entries.append(Array(rest.dropFirst(2).prefix(length)))
      rest = rest.dropFirst(2 + length)
    }
    guard rest.isEmpty else { throw .cutShort }
    guard entries.count == count else { throw .wrongWidth(expected: count, found: entries.count) }
    return entries
  }
}

/// The hashes of one tile, one after the other. Source: C2SP tlog-tiles, "Merkle Tree".
package enum HashTile {
  /// Writes hashes one after the other.
  package static func encoded(_ hashes: [TreeHash]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(hashes.count * TreeHash.byteCount)
    for hash in hashes { bytes.append(copying: hash.digest.span) }
    return bytes
  }

  /// Reads exactly `count` hashes. Throws ``MalformedTile``.
  package static func hashes(in bytes: [UInt8], count: Int) throws(MalformedTile) -> [TreeHash] {
    guard bytes.count == count * TreeHash.byteCount else {
      throw .wrongWidth(expected: count, found: bytes.count / TreeHash.byteCount)
    }
    return stride(from: 0, to: bytes.count, by: TreeHash.byteCount).map { start in
      TreeHash(Digest32(InlineArray { bytes[start + $0] }))
    }
  }
}

/// Why a tile's bytes are not what its path says.
package enum MalformedTile: Error, Equatable {
  /// An entry ends behind the end of the bundle.
  case cutShort
  /// More or fewer hashes or entries than the tile's width.
  case wrongWidth(expected: Int, found: Int)
  /// An entry too long for its length to be written.
  case oversizedEntry(byteCount: Int)
}
