import AuditLog
package import Casework
package import Keyring
import Sodium

/// What one act changes: a value, applied whole or not at all, the same by every storage.
package struct Commit: Sendable, Equatable {
  /// The size of the log that this commit was decided on; a storage refuses it on any other.
  package var position: UInt64
  package var leaves: [StoredLeaf] = []
  package var tileHashes: [StoredTileHash] = []
  package var chunks: [StoredChunk] = []
  package var envelopes: [StoredEnvelope] = []
  package var slots: [SlotChange] = []
  package var droppedEnvelopes: [EnvelopeKey] = []
  /// Stored, or replaced where the locator exists.
  package var wraps: [StoredWrap] = []
  package var droppedWraps: [[UInt8]] = []

  package init(position: UInt64) { self.position = position }

  /// A commit that will carry a leaf, or that stores parts ahead of it in one transaction.
  package init(position: UInt64, parts: Parts) {
    self.position = position
    chunks = parts.chunks
    envelopes = parts.envelopes
    slots = parts.slots
    wraps = parts.wraps
    droppedWraps = parts.droppedWraps
  }

  /// What an act stores beside its entry.
  package struct Parts: Sendable {
    package var chunks: [StoredChunk] = []
    package var envelopes: [StoredEnvelope] = []
    package var slots: [SlotChange] = []
    package var wraps: [StoredWrap] = []
    package var droppedWraps: [[UInt8]] = []

    package init(
      chunks: [StoredChunk] = [], envelopes: [StoredEnvelope] = [], slots: [SlotChange] = [],
      wraps: [StoredWrap] = []
    ) {
      self.chunks = chunks
      self.envelopes = envelopes
      self.slots = slots
      self.wraps = wraps
    }

    func chunk(at address: ContentHash) -> [UInt8]? {
      chunks.first { $0.address == address }?.bytes
    }
  }
}

/// A leaf's bytes with its RFC 6962 leaf hash.
package struct StoredLeaf: Sendable, Equatable {
  package let bytes: [UInt8]
  package let hash: [UInt8]

  package init(bytes: [UInt8], hash: [UInt8]) {
    self.bytes = bytes
    self.hash = hash
  }
}

/// The hash of a complete subtree of 256^level leaves.
package struct StoredTileHash: Sendable, Equatable {
  package let level: Int
  package let index: UInt64
  package let hash: [UInt8]

  package init(level: Int, index: UInt64, hash: [UInt8]) {
    self.level = level
    self.index = index
    self.hash = hash
  }

  init(_ subtree: TileSubtree) {
    self.init(level: subtree.level, index: subtree.index, hash: subtree.hash.digest.bytes)
  }
}

/// A sealed, content-addressed part of the log.
package struct StoredChunk: Sendable, Equatable {
  package let address: ContentHash
  package let bytes: [UInt8]

  package init(address: ContentHash, bytes: [UInt8]) {
    self.address = address
    self.bytes = bytes
  }
}

/// An epoch secret sealed to a holder, under a locator that only insiders can compute.
package struct StoredWrap: Sendable, Equatable {
  /// 16 bytes.
  package let locator: [UInt8]
  package let bytes: [UInt8]

  package init(locator: [UInt8], bytes: [UInt8]) {
    self.locator = locator
    self.bytes = bytes
  }
}

/// Names one version of one envelope.
package struct EnvelopeKey: Hashable, Sendable {
  package let id: EnvelopeID
  package let version: UInt32

  package init(id: EnvelopeID, version: UInt32) {
    self.id = id
    self.version = version
  }
}

extension EnvelopeKey: Comparable {
  @inline(__always)
  package static func < (left: Self, right: Self) -> Bool {
    // Most ids differ in their first word.
    guard left.id.high == right.id.high else { return left.id.high < right.id.high }
    return left.id == right.id ? left.version < right.version : left.id < right.id
  }
}

/// New slots for an envelope that stays as it is.
package struct SlotChange: Sendable, Equatable {
  package let envelope: EnvelopeKey
  package let slots: [UInt8]

  package init(envelope: EnvelopeKey, slots: [UInt8]) {
    self.envelope = envelope
    self.slots = slots
  }
}

extension StoredEnvelope {
  package var key: EnvelopeKey { EnvelopeKey(id: id, version: version) }
}

extension EnvelopeNotice {
  /// The row that the notice speaks of.
  package var key: EnvelopeKey { EnvelopeKey(id: envelope, version: version) }
}
