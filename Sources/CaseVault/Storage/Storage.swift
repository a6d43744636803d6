package import Casework
package import Keyring

/// The seam between the vault and whatever keeps its bytes: a file, a server.
///
/// A storage is trusted with nothing but keeping bytes. It never sees a key, a name or an identifier
/// of a member or a case file, and whatever it returns is checked by the caller.
package protocol Storage: AnyObject, Sendable {
  /// Runs `body` on one consistent view of everything committed so far.
  func reading<Result>(_ body: (any StorageReader) throws -> Result) throws -> Result

  /// Runs `body` as the only writer. What it applied is durable when this returns, and is undone
  /// entirely when `body` throws. Waits for another writer for a bounded time, then throws
  /// ``StorageError/busy``.
  func writing<Result>(
    _ extent: WriteExtent, _ body: (any StorageTransaction) throws -> Result
  ) throws -> Result

  /// Writes one consistent copy of everything to a new file while others go on writing.
  func copy(to path: String, progress: (Double) -> Void) throws

  /// Takes away a storage that was only just made and must not stay, since its founding failed.
  func discard() throws
}

/// How much a transaction is going to write, as far as is known before.
package enum WriteExtent: Sendable {
  /// What one command writes.
  case little
  /// So much that a storage may use ways that pay only then, even if others wait meanwhile.
  case much
}

extension Storage {
  /// The same for a transaction that writes little.
  package func writing<Result>(
    _ body: (any StorageTransaction) throws -> Result
  ) throws -> Result {
    try writing(.little, body)
  }

  /// Nothing to do where nothing outlives the process.
  package func discard() throws {}
}

/// What can be read. Everything comes back as it was stored, unverified.
package protocol StorageReader: AnyObject {
  /// Which vault this storage was created for, as it says itself.
  func identity() throws -> StorageIdentity
  /// The number of entries.
  func size() throws -> UInt64

  func leaf(at position: UInt64) throws -> StoredLeaf?
  /// Leaves in order of position.
  func eachLeaf(in positions: Range<UInt64>, _ body: (UInt64, StoredLeaf) throws -> Void) throws
  func leafHash(at position: UInt64) throws -> [UInt8]?
  /// The hash of the complete subtree of 256^level leaves with this index; level from 1.
  func tileHash(level: Int, index: UInt64) throws -> [UInt8]?
  func eachTileHash(_ body: (StoredTileHash) throws -> Void) throws

  func chunk(at address: ContentHash) throws -> [UInt8]?
  func eachChunk(_ body: (StoredChunk) throws -> Void) throws
  /// The same without the bytes.
  func eachChunkAddress(_ body: (ContentHash) throws -> Void) throws

  func wrap(at locator: [UInt8]) throws -> [UInt8]?
  func eachWrap(_ body: (StoredWrap) throws -> Void) throws

  func envelope(_ id: EnvelopeID, version: UInt32, parts: EnvelopeParts) throws -> StoredEnvelope?
  /// In the order in which they were stored.
  func eachEnvelope(parts: EnvelopeParts, _ body: (StoredEnvelope) throws -> Void) throws
  /// One of `parts` shares of all envelopes, so that several threads can go through them together.
  func eachEnvelope(part: Int, of parts: Int, _ body: (StoredEnvelope) throws -> Void) throws
  /// Ids that begin with these hexadecimal digits (even or odd in number), each once, at most `limit`.
  func envelopeIDs(beginningWith digits: String, limit: Int) throws -> [EnvelopeID]

  /// A founding that waits for its second signature, sealed; nil once entry 0 exists.
  func pendingFounding() throws -> [UInt8]?

  /// Holds the storage's own bookkeeping against what it keeps: that every way to a row leads to the
  /// same rows, and that the next write will not destroy one. Throws ``StorageError/corrupt``.
  func checkStructure() throws
  /// The same together with all envelopes, by several threads and without asking row by row; good while
  /// this reader is. Nil where that cannot be done.
  func survey() throws -> (any StorageSurvey)?
}

extension StorageReader {
  /// Nothing to check where rows are found in one way only.
  package func checkStructure() throws {}

  /// Reads the bytes too; a storage that can leave them does better.
  package func eachChunkAddress(_ body: (ContentHash) throws -> Void) throws {
    try eachChunk { try body($0.address) }
  }

  /// Nothing to go through but the rows.
  package func survey() throws -> (any StorageSurvey)? { nil }

  /// Goes through all and leaves out what is another's share; a storage that can skip does better.
  package func eachEnvelope(
    part: Int, of parts: Int, _ body: (StoredEnvelope) throws -> Void
  ) throws {
    var place = 0
    try eachEnvelope(parts: .whole) { envelope in
      if place % parts == part { try body(envelope) }
      place += 1
    }
  }
}

/// A reader that may also write, until the enclosing `writing` returns.
package protocol StorageTransaction: StorageReader {
  /// Applies one commit whole, or throws and applies nothing of it.
  ///
  /// Throws ``StorageError/conflict`` when the log is not `commit.position` long. A large import
  /// applies many commits in one transaction, most of them without a leaf.
  func apply(_ commit: Commit) throws
  func setPendingFounding(_ bytes: [UInt8]?) throws
  /// Raised by a `restored` entry.
  func setGeneration(_ generation: UInt32) throws
}

/// Which parts of an envelope's row a reader wants; leaving the body out spares its pages.
package enum EnvelopeParts: Sendable {
  case headers
  case whole
}

/// What a storage says of itself before any key is at hand.
package struct StorageIdentity: Sendable, Equatable {
  package let formatVersion: UInt32
  package let vaultID: ContentHash
  package let generation: UInt32

  package init(formatVersion: UInt32, vaultID: ContentHash, generation: UInt32) {
    self.formatVersion = formatVersion
    self.vaultID = vaultID
    self.generation = generation
  }
}
