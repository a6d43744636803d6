/// Every label of this target, written once: `label("text")` of docs/format.md §1, one byte with the
/// length, then the text.
///
/// A hash, key or signature made under one label never serves where another is meant.
package struct Label: Sendable {
  /// The length in one byte, then the text.
  package let bytes: [UInt8]

  /// The text is ASCII and shorter than 256 bytes; all but one stand below.
  init(_ text: String) { bytes = [UInt8(truncatingIfNeeded: text.utf8.count)] + text.utf8 }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  // Identities, §2.
  static let keyID = Label("casevault/1 kid")
  static let fingerprint = Label("casevault/1 fingerprint")
  static let enrolmentRequest = Label("casevault/1 enrolment request")
  // What a device keeps outside the vault.
  static let devicePin = Label("casevault/1 device pin")
  static let deviceState = Label("casevault/1 device state")
  static let deviceSecrets = Label("casevault/1 device secrets")

  // What the vault keys with a secret of a member or of a file, §5.
  package static let export = Label("casevault/1 export")
  package static let importedNote = Label("casevault/1 imported note")

  // Compartments, §4.
  static let epoch = Label("casevault/1 epoch")
  static let locatorKey = Label("casevault/1 locator key")
  static let wrap = Label("casevault/1 wrap")
  static let wrapAt = Label("casevault/1 wrap at")
  static let wrapHash = Label("casevault/1 wrap hash")
  static let chain = Label("casevault/1 chain")

  // Envelopes, §5.
  static let envelope = Label("casevault/1 envelope")
  static func part(_ part: EnvelopePart) -> Label { part == .header ? headerPart : bodyPart }
  private static let headerPart = envelopePart(.header)
  private static let bodyPart = envelopePart(.body)
  /// `label("casevault/1 envelope part") ‖ u8 part`.
  private static func envelopePart(_ part: EnvelopePart) -> Label {
    Label(bytes: Label("casevault/1 envelope part").bytes + [part.rawValue])
  }
  static let envelopeHash = Label("casevault/1 envelope hash")
  static let slot = Label("casevault/1 slot")
  static let slotAt = Label("casevault/1 slot at")
  static let slotKey = Label("casevault/1 slot key")
  static let slots = Label("casevault/1 slots")
}
