package import Casework

/// The first thing found wrong with what a storage returned: its class and its place.
///
/// Nobody appends after one (design §6). Whatever raises one had no proof; a missing proof is a
/// failure, never a pass.
package struct IntegrityFault: Error, Equatable {
  package let kind: Kind
  package let place: Place

  package init(_ kind: Kind, at place: Place) {
    self.kind = kind
    self.place = place
  }

  /// What is wrong; the codes stand in `--json` results.
  package enum Kind: String, Sendable, CaseIterable {
    // The log.
    case leafMissing = "leaf-missing"
    case leafMalformed = "leaf-malformed"
    case leafOutOfSequence = "leaf-out-of-sequence"
    case foreignVault = "foreign-vault"
    /// The leaf stands on another history than the one before it.
    case otherHistory = "other-history"
    case wrongEpoch = "wrong-epoch"
    case sealBroken = "seal-broken"
    case notAnEvent = "not-an-event"
    case unknownDevice = "unknown-device"
    case badSignature = "bad-signature"
    case foundingMismatch = "founding-mismatch"
    /// The database is older than what this device has verified.
    case rolledBack = "rolled-back"
    /// The database is long enough, but its history is another than the one this device verified.
    case forked
    case leafHashWrong = "leaf-hash-wrong"
    case tileHashWrong = "tile-hash-wrong"
    case tileHashMissing = "tile-hash-missing"
    case rulesTooNew = "rules-too-new"
    /// An entry says that a checkpoint was issued, of another root than the tree has at that size.
    case checkpointWrong = "checkpoint-wrong"
    // Chunks.
    case chunkMissing = "chunk-missing"
    case chunkDamaged = "chunk-damaged"
    case chunkUnnamed = "chunk-unnamed"
    // Envelopes, slots and wraps, held against the log.
    case envelopeMissing = "envelope-missing"
    case envelopeChanged = "envelope-changed"
    case envelopeUnnamed = "envelope-unnamed"
    /// An entry names an envelope that an earlier one names as something else.
    case envelopeNamedTwice = "envelope-named-twice"
    case slotsChanged = "slots-changed"
    case shelfChanged = "shelf-changed"
    case wrapMissing = "wrap-missing"
    case wrapChanged = "wrap-changed"
    case wrapUnnamed = "wrap-unnamed"
    case secretWrong = "secret-wrong"
    case historyBroken = "history-broken"
    case textDamaged = "text-damaged"
    case identityWrong = "identity-wrong"
    case databaseDamaged = "database-damaged"
  }

  /// Where it is wrong, as closely as can be told.
  package enum Place: Sendable, Equatable {
    case vault
    case entry(UInt64)
    case chunk(ContentHash)
    case tile(level: Int, index: UInt64)
    case envelope(EnvelopeID, version: UInt32)
    case compartment(CompartmentID)
    /// A row that is found by locator only.
    case row(locator: [UInt8])
  }
}

extension IntegrityFault.Place {
  static func envelope(_ notice: EnvelopeNotice) -> Self {
    .envelope(notice.envelope, version: notice.version)
  }
}
