internal import Casework
internal import Sodium

/// Where sealed bytes belong: vault, envelope and version. Bytes moved to another place do not open,
/// because each part's additional data, and each slot's, names all three.
struct EnvelopePlace {
  let vault: ContentHash
  let id: EnvelopeID
  let version: UInt32

  /// `aad(header)` and `aad(body)` of docs/format.md §5. The body's ends with the header's commitment:
  /// whoever holds the compartment, and so the data key, still cannot give an old body a new header.
  func additionalData(
    of part: EnvelopePart, paddedLength: Int, header: Span<UInt8>, in message: inout Message
  ) {
    message.begin(.envelope)
    message.append(Suite.first)
    message.append(vault)
    message.append(id)
    message.append(version)
    message.append(part.rawValue)
    message.append(UInt32(truncatingIfNeeded: paddedLength))
    if part == .body { message.append(header.extracting(SealedPart.commitment)) }
  }

  /// The slot's AAD of docs/format.md §5.
  func slotData(for epoch: CompartmentEpoch, in message: inout Message) {
    message.begin(.slot)
    message.append(vault)
    message.append(epoch.compartment)
    message.append(epoch.epoch)
    message.append(id)
    message.append(version)
  }

  /// The key of this place's slot. No slot lies directly under a compartment's key, so that a
  /// custodian can later release one envelope at a time, and so that twelve random bytes are nonce
  /// enough: such a key seals one slot, and one more for each attempt that was not stored.
  func deriveSlotKey(
    epoch: UInt32, from symmetricKey: borrowing SecretBytes, into slotKey: inout SecretBytes,
    composing name: inout SlotKeyName
  ) throws(SodiumError) {
    name.fill(with: self, epoch: epoch)
    var output = slotKey.mutableSpan
    try KeyDerivation.derive(named: name.span, from: symmetricKey.span, into: &output)
  }
}

/// The name under which a slot's key is derived: `envelope ‖ "cv-slots" ‖ u32 version ‖ u32 epoch`.
///
/// A salt and a personalization rather than a keyed message: half as much to hash, for every note opened.
struct SlotKeyName {
  private var bytes = Message(
    [UInt8](repeating: 0, count: 16) + "cv-slots".utf8 + [0, 0, 0, 0, 0, 0, 0, 0])

  mutating func fill(with place: EnvelopePlace, epoch: UInt32) {
    bytes.put(place.id.high, at: 0)
    bytes.put(place.id.low, at: 8)
    bytes.put(UInt64(place.version) << 32 | UInt64(epoch), at: 24)
  }

  var span: Span<UInt8> {
    @_lifetime(borrow self) borrowing get { bytes.span }
  }
}

/// The choice of primitives that this version writes and reads.
enum Suite {
  /// Ed25519, X25519, ChaCha20-Poly1305 and XChaCha20-Poly1305, BLAKE2b, SHA-256, Argon2id.
  static let first: UInt8 = 1
}
