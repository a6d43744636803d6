package import CaseVault
package import Casework
package import Keyring

/// Bytes that stand for what a vault would store; nothing in a storage depends on what they mean.
package enum Sample {
  /// `count` bytes that differ from those of any other seed and do not repeat soon.
  package static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    var state = seed
    while bytes.count < count {
      // SplitMix64 (Steele, Lea, Flood 2014).
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      word ^= word >> 31
      for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// 32 bytes.
  package static func hash(_ seed: UInt64) throws -> ContentHash {
    try ContentHash(bytes: bytes(32, seed: seed))
  }

  /// Of the size that a short note has when it is sealed.
  package static func envelope(
    _ seed: UInt64, version: UInt32 = 1, shelf: Int64 = 7, slots: Int = 90, body: Int = 2_200
  ) throws -> StoredEnvelope {
    let variation = seed << 8 | UInt64(version)
    return try StoredEnvelope(
      id: EnvelopeID(bytes: bytes(16, seed: seed)), version: version, shelf: shelf,
      slots: bytes(slots, seed: variation), header: bytes(390, seed: variation &+ 1 << 40),
      body: bytes(body, seed: variation &+ 1 << 41))
  }

  package static func leaf(_ seed: UInt64) -> StoredLeaf {
    StoredLeaf(bytes: bytes(630, seed: seed), hash: bytes(32, seed: seed &+ 1 << 42))
  }

  /// What one act of a user commits: a leaf at `position`.
  package static func commit(at position: UInt64) -> Commit {
    var commit = Commit(position: position)
    commit.leaves = [leaf(position)]
    return commit
  }
}

extension StoredEnvelope {
  /// What a reader gets who asks for headers only.
  package var withoutBody: StoredEnvelope {
    StoredEnvelope(
      id: id, version: version, shelf: shelf, slots: slots, header: header, body: [])
  }

  package func with(slots: [UInt8]) -> StoredEnvelope {
    StoredEnvelope(
      id: id, version: version, shelf: shelf, slots: slots, header: header, body: body)
  }
}

extension StorageReader {
  package func allLeaves(in positions: Range<UInt64> = 0..<UInt64.max) throws -> [StoredLeaf] {
    var all: [StoredLeaf] = []
    try eachLeaf(in: positions) { all.append($1) }
    return all
  }

  package func allEnvelopes(parts: EnvelopeParts = .whole) throws -> [StoredEnvelope] {
    var all: [StoredEnvelope] = []
    try eachEnvelope(parts: parts) { all.append($0) }
    return all
  }

  package func allWraps() throws -> [StoredWrap] {
    var all: [StoredWrap] = []
    try eachWrap { all.append($0) }
    return all
  }

  package func allChunks() throws -> [StoredChunk] {
    var all: [StoredChunk] = []
    try eachChunk { all.append($0) }
    return all
  }

  package func allTileHashes() throws -> [StoredTileHash] {
    var all: [StoredTileHash] = []
    try eachTileHash { all.append($0) }
    return all
  }
}

extension Storage {
  /// One commit in a transaction of its own.
  package func apply(_ commit: Commit) throws {
    try writing { try $0.apply(commit) }
  }
}
