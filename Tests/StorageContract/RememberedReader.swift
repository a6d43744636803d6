import CaseVault
import Casework
import Keyring

/// One state of a ``RememberedStorage``, lent to a closure.
class RememberedReader: StorageReader {
  fileprivate var lent: RememberedStorage.State?

  init(_ state: RememberedStorage.State) {
    lent = state
  }

  func end() {
    lent = nil
  }

  fileprivate func state() throws -> RememberedStorage.State {
    // The number is SQLite's for a call out of turn, so that both storages answer alike.
    guard let lent else { throw StorageError.io(code: 21) }
    return lent
  }

  func identity() throws -> StorageIdentity {
    let state = try state()
    return StorageIdentity(
      formatVersion: 3, vaultID: state.vaultID, generation: state.generation)
  }

  func size() throws -> UInt64 { try UInt64(state().leaves.count) }

  func pendingFounding() throws -> [UInt8]? { try state().founding }

  func leaf(at position: UInt64) throws -> StoredLeaf? {
    let leaves = try state().leaves
    guard let index = Int(exactly: position), index < leaves.count else { return nil }
    return leaves[index]
  }

  func leafHash(at position: UInt64) throws -> [UInt8]? { try leaf(at: position)?.hash }

  func eachLeaf(
    in positions: Range<UInt64>, _ body: (UInt64, StoredLeaf) throws -> Void
  ) throws {
    let leaves = try state().leaves
    for position in positions.clamped(to: 0..<UInt64(leaves.count)) {
      try body(position, leaves[Int(position)])
    }
  }

  func tileHash(level: Int, index: UInt64) throws -> [UInt8]? {
    try state().tileHashes.first { $0.level == level && $0.index == index }?.hash
  }

  func eachTileHash(_ body: (StoredTileHash) throws -> Void) throws {
    try state().tileHashes.sorted { ($0.level, $0.index) < ($1.level, $1.index) }.forEach(body)
  }

  func chunk(at address: ContentHash) throws -> [UInt8]? {
    try state().chunks.first { $0.address == address }?.bytes
  }

  func eachChunk(_ body: (StoredChunk) throws -> Void) throws { try state().chunks.forEach(body) }

  func wrap(at locator: [UInt8]) throws -> [UInt8]? { try state().wraps[locator] }

  func eachWrap(_ body: (StoredWrap) throws -> Void) throws {
    for (locator, bytes) in try state().wraps {
      try body(StoredWrap(locator: locator, bytes: bytes))
    }
  }

  func envelope(
    _ id: EnvelopeID, version: UInt32, parts: EnvelopeParts
  ) throws -> StoredEnvelope? {
    try state().envelopes.first { $0.id == id && $0.version == version }?.reduced(to: parts)
  }

  func eachEnvelope(parts: EnvelopeParts, _ body: (StoredEnvelope) throws -> Void) throws {
    for envelope in try state().envelopes { try body(envelope.reduced(to: parts)) }
  }

  func envelopeIDs(beginningWith digits: String, limit: Int) throws -> [EnvelopeID] {
    let ids = try state().envelopes.map(\.id).filter { $0.hexadecimal.hasPrefix(digits) }
    return Array(Set(ids).sorted().prefix(max(limit, 0)))
  }
}

/// The one writer's working copy.
final class RememberedTransaction: RememberedReader, StorageTransaction {
  private var failure: StorageError?

  /// What is to be kept; throws what broke the transaction, if anything did.
  func outcome() throws -> RememberedStorage.State {
    if let failure { throw failure }
    return try state()
  }

  func apply(_ commit: Commit) throws {
    var state = try outcome()
    let size = UInt64(state.leaves.count)
    guard size == commit.position else {
      throw StorageError.conflict(expected: commit.position, found: size)
    }
    do throws(StorageError) {
      try state.apply(commit)
    } catch {
      failure = error
      throw error
    }
    lent = state
  }

  func setPendingFounding(_ bytes: [UInt8]?) throws {
    guard try bytes == nil || outcome().leaves.isEmpty else {
      throw StorageError.inconsistentCommit
    }
    lent?.founding = bytes
  }

  func setGeneration(_ generation: UInt32) throws {
    _ = try outcome()
    lent?.generation = generation
  }
}

extension RememberedStorage.State {
  fileprivate mutating func apply(_ commit: Commit) throws(StorageError) {
    try append(commit)
    for envelope in commit.envelopes {
      try require(index(of: envelope.key) == nil)
      envelopes.append(envelope)
    }
    for change in commit.slots {
      let index = try existing(change.envelope)
      envelopes[index] = envelopes[index].with(slots: change.slots)
    }
    for key in commit.droppedEnvelopes { envelopes.remove(at: try existing(key)) }
    for wrap in commit.wraps { wraps[wrap.locator] = wrap.bytes }
    for locator in commit.droppedWraps { wraps[locator] = nil }
  }

  private mutating func append(_ commit: Commit) throws(StorageError) {
    leaves += commit.leaves
    if !leaves.isEmpty { founding = nil }
    for tile in commit.tileHashes {
      try require(!tileHashes.contains { $0.level == tile.level && $0.index == tile.index })
      tileHashes.append(tile)
    }
    for chunk in commit.chunks {
      try require(!chunks.contains { $0.address == chunk.address })
      chunks.append(chunk)
    }
  }

  private func index(of key: EnvelopeKey) -> Int? { envelopes.firstIndex { $0.key == key } }

  private func existing(_ key: EnvelopeKey) throws(StorageError) -> Int {
    guard let index = index(of: key) else { throw .inconsistentCommit }
    return index
  }

  private func require(_ condition: Bool) throws(StorageError) {
    guard condition else { throw .inconsistentCommit }
  }
}

extension StoredEnvelope {
  fileprivate func reduced(to parts: EnvelopeParts) -> StoredEnvelope {
    parts == .whole ? self : withoutBody
  }
}
