internal import Casework
package import Sodium

// What a device keeps outside the vault, pin and verified state, is sealed under a key of its own, so
// that a disk tells nothing and another device's file is not taken for this one's.
// Source: docs/format.md §2.

extension DeviceIdentity {
  /// Seals bytes for this device: nonce ‖ commitment ‖ ciphertext, 72 bytes more than the text.
  package borrowing func sealForThisDevice(
    _ text: [UInt8], purpose: DevicePurpose
  ) throws(SodiumError) -> [UInt8] {
    try sealForThisDevice(text.span, purpose: purpose)
  }

  /// The same for bytes that must not lie in an array.
  borrowing func sealForThisDevice(
    _ text: Span<UInt8>, purpose: DevicePurpose
  ) throws(SodiumError) -> [UInt8] {
    let label = purpose.label.bytes
    let id = publicKeys.id.bytes
    let nonce: XChaCha20Poly1305.Nonce = RandomBytes.fixed()
    // Sealed where it will stay: a state has megabytes.
    var bytes = [UInt8](repeating: 0, count: SealedPart.length(ofPadded: text.count))
    var target = bytes.mutableSpan
    var ciphertext = target._mutatingExtracting(SealedPart.ciphertext)
    let commitment = try CommittingAEAD.seal(
      text, into: &ciphertext, key: deviceKey.span, nonce: nonce.span, label: label.span,
      additionalData: id.span)
    var nonceTarget = target._mutatingExtracting(SealedPart.nonce)
    try nonceTarget.copy(from: nonce.span)
    var commitmentTarget = target._mutatingExtracting(SealedPart.commitment)
    try commitmentTarget.copy(from: commitment.span)
    return bytes
  }

  /// Opens what this device sealed for the same purpose. Throws ``DeviceSealingError``.
  package borrowing func openForThisDevice(
    _ sealed: [UInt8], purpose: DevicePurpose
  ) throws -> [UInt8] {
    let count = try Self.textLength(of: sealed)
    var text = [UInt8](repeating: 0, count: count)
    var output = text.mutableSpan
    try open(sealed, into: &output, purpose: purpose)
    return text
  }

  /// The same into guarded memory.
  borrowing func openSecretForThisDevice(
    _ sealed: [UInt8], purpose: DevicePurpose
  ) throws -> SecretBytes {
    var text = try SecretBytes(zeroed: try Self.textLength(of: sealed))
    var output = text.mutableSpan
    try open(sealed, into: &output, purpose: purpose)
    return text
  }

  private static func textLength(of sealed: [UInt8]) throws(DeviceSealingError) -> Int {
    let count = sealed.count - SealedPart.length(ofPadded: 0)
    guard count >= 0 else { throw .truncated(bytes: sealed.count) }
    return count
  }

  private borrowing func open(
    _ sealed: [UInt8], into output: inout MutableSpan<UInt8>, purpose: DevicePurpose
  ) throws {
    let label = purpose.label.bytes
    let id = publicKeys.id.bytes
    do {
      try CommittingAEAD.open(
        sealed.span.extracting(SealedPart.ciphertext), into: &output, key: deviceKey.span,
        nonce: sealed.span.extracting(SealedPart.nonce),
        commitment: sealed.span.extracting(SealedPart.commitment), label: label.span,
        additionalData: id.span)
    } catch SodiumError.wrongKey {
      throw DeviceSealingError.notThisDevice
    } catch SodiumError.damaged {
      throw DeviceSealingError.damaged
    }
  }
}

/// What a file that a device seals for itself is. One never passes for another.
package struct DevicePurpose: Sendable {
  let label: Label

  /// The last size and root that this device verified.
  package static let pin = DevicePurpose(label: .devicePin)
  /// What this device replayed from the log up to the pin.
  package static let state = DevicePurpose(label: .deviceState)
  /// The secrets of the case files that this device has opened.
  package static let secrets = DevicePurpose(label: .deviceSecrets)
}

/// Why a file that a device sealed for itself does not open.
package enum DeviceSealingError: Error, Equatable, Sendable {
  case truncated(bytes: Int)
  /// Sealed by another device, or as another kind of file.
  case notThisDevice
  case damaged
}
