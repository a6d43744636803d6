/// Every label of this target, written once: `label("text")` of docs/format.md §1, one byte with the
/// length, then the text.
///
/// A hash, key or signature made under one label never serves where another is meant.
package enum Label: String, Sendable {
  // Identities, §2.
  case keyID = "casevault/1 kid"
  case keyFileID = "casevault/1 key file"
  case fingerprint = "casevault/1 fingerprint"
  case enrolmentRequest = "casevault/1 enrolment request"
  // As AuditLog writes it, which knows no identities: what a device signs most.
  case entry = "casevault/1 entry"
  // What a device keeps outside the vault.
  case devicePin = "casevault/1 device pin"
  case deviceState = "casevault/1 device state"
  case deviceSecrets = "casevault/1 device secrets"
  case deviceVerified = "casevault/1 device verified"
  case deviceTakings = "casevault/1 device takings"
  case deviceRestorings = "casevault/1 device restorings"

  // What the vault keys with a secret of a member or of a file, §5.
  case export = "casevault/1 export"
  case accessList = "casevault/1 access list"
  case importedNote = "casevault/1 imported note"

  // What the key for checkpoints signs besides them, §6.
  case checkpointKey = "casevault/1 checkpoint key"

  // Compartments, §4.
  case epoch = "casevault/1 epoch"
  case locatorKey = "casevault/1 locator key"
  case wrap = "casevault/1 wrap"
  case wrapAt = "casevault/1 wrap at"
  case wrapHash = "casevault/1 wrap hash"
  case chain = "casevault/1 chain"
  case keptSlots = "casevault/1 kept slots"

  // Recovery, §10.
  case recoveryPiece = "casevault/1 recovery piece"
  case recoveryCommitment = "casevault/1 recovery commitment"
  case recovered = "casevault/1 recovered"
  case recoverySheets = "casevault/1 recovery sheets"

  // Envelopes, §5.
  case envelope = "casevault/1 envelope"
  case envelopePart = "casevault/1 envelope part"
  case envelopeHash = "casevault/1 envelope hash"
  case slot = "casevault/1 slot"
  case slotAt = "casevault/1 slot at"
  case slotHash = "casevault/1 slot hash"
  case slots = "casevault/1 slots"

  /// The length in one byte, then the text, which is ASCII.
  package var bytes: [UInt8] { [UInt8(truncatingIfNeeded: rawValue.utf8.count)] + rawValue.utf8 }

  /// `label("casevault/1 envelope part") ‖ u8 part`, under which a part of an envelope is sealed.
  static func part(_ part: EnvelopePart) -> [UInt8] { envelopePart.bytes + [part.rawValue] }
}
