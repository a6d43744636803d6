internal import Casework
internal import Sodium

// What a device keeps outside the vault, pin and verified state, is sealed under a key of its own, so
// that a disk tells nothing and another device's file is not taken for this one's.
// Source: docs/format.md §2.

extension DeviceIdentity {
  /// Seals bytes for this device: nonce ‖ commitment ‖ ciphertext, 72 bytes more than the text.
  package borrowing func sealForThisDevice(
    _ text: [UInt8], purpose: DevicePurpose
  ) throws -> [UInt8] {
    try sealForThisDevice(text.span, purpose: purpose)
  }

  /// The same for bytes that must not lie in an array.
  borrowing func sealForThisDevice(
    _ text: Span<UInt8>, purpose: DevicePurpose
  ) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: SealedPart.length(ofPadded: text.count))
    try sealing(&bytes, purpose: purpose) { ciphertext, keys, id throws(SodiumError) in
      try CommittingAEAD.seal(text, into: &ciphertext, under: keys, additionalData: id)
    }
    return bytes
  }

  /// Seals a text of megabytes where it lies: ``roomBefore`` bytes before it and ``roomBehind`` behind it
  /// are for what sealing adds. Memory never touched before costs more than sealing does.
  package borrowing func sealInPlaceForThisDevice(
    _ bytes: inout [UInt8], purpose: DevicePurpose
  ) throws {
    let least = SealedPart.length(ofPadded: 0)
    guard bytes.count >= least else {
      throw SodiumError.wrongLength(.output, expected: least, found: bytes.count)
    }
    try sealing(&bytes, purpose: purpose) { ciphertext, keys, id throws(SodiumError) in
      try CommittingAEAD.sealInPlace(&ciphertext, under: keys, additionalData: id)
    }
  }

  /// In bytes: nonce and commitment.
  package static var roomBefore: Int { SealedPart.ciphertext.lowerBound }
  /// In bytes: the tag.
  package static var roomBehind: Int { SealedPart.length(ofPadded: 0) - roomBefore }

  private borrowing func sealing(
    _ bytes: inout [UInt8], purpose: DevicePurpose,
    _ seal: (
      _ ciphertext: inout MutableSpan<UInt8>, _ keys: Span<UInt8>, _ id: Span<UInt8>
    ) throws(SodiumError) -> Digest32
  ) throws {
    let id = publicKeys.id.bytes
    let nonce: CommittingAEAD.Nonce = RandomBytes.fixed()
    var target = bytes.mutableSpan
    var ciphertext = target._mutatingExtracting(SealedPart.ciphertext)
    let commitment = try withKeys(for: purpose, under: nonce) { keys throws(SodiumError) in
      try seal(&ciphertext, keys, id.span)
    }
    var nonceTarget = target._mutatingExtracting(SealedPart.nonce)
    try nonceTarget.copy(from: nonce.span)
    var commitmentTarget = target._mutatingExtracting(SealedPart.commitment)
    try commitmentTarget.copy(from: commitment.span)
  }

  /// Lends what seals or opens one thing, as whoever has the device's secrets derives it.
  private borrowing func withKeys<Answer>(
    for purpose: DevicePurpose, under nonce: CommittingAEAD.Nonce,
    _ body: (_ keys: Span<UInt8>) throws(SodiumError) -> Answer
  ) throws -> Answer {
    let secrets = secrets
    let outcome = try withTransientSecret(count: CommittingAEAD.derivedLength) {
      keys throws(SodiumError) in
      do {
        try secrets.deriveKeys(sealing: purpose, under: nonce, into: &keys)
      } catch {
        return Result<Answer, any Error>.failure(error)
      }
      return .success(try body(keys.span))
    }
    return try outcome.get()
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

  /// The same in the memory in which the sealed bytes lie, for a state of megabytes: memory never touched
  /// before costs more than opening it does. Answers with where the text stands; what stands around it
  /// means nothing, and after an error nothing of it does.
  package borrowing func openInPlaceForThisDevice(
    _ bytes: inout [UInt8], purpose: DevicePurpose
  ) throws -> Range<Int> {
    let count = try Self.textLength(of: bytes)
    let id = publicKeys.id.bytes
    let nonce = try CommittingAEAD.Nonce(bytes.span.extracting(SealedPart.nonce), as: .nonce)
    let commitment = Array(bytes[SealedPart.commitment])
    var all = bytes.mutableSpan
    var ciphertext = all._mutatingExtracting(SealedPart.ciphertext)
    try telling {
      try withKeys(for: purpose, under: nonce) { keys throws(SodiumError) in
        try CommittingAEAD.openInPlace(
          &ciphertext, under: keys, commitment: commitment.span, additionalData: id.span)
      }
    }
    let start = SealedPart.ciphertext.lowerBound
    return start..<start + count
  }

  private borrowing func open(
    _ sealed: [UInt8], into output: inout MutableSpan<UInt8>, purpose: DevicePurpose
  ) throws {
    let id = publicKeys.id.bytes
    let nonce = try CommittingAEAD.Nonce(sealed.span.extracting(SealedPart.nonce), as: .nonce)
    try telling {
      try withKeys(for: purpose, under: nonce) { keys throws(SodiumError) in
        try CommittingAEAD.open(
          sealed.span.extracting(SealedPart.ciphertext), into: &output, under: keys,
          commitment: sealed.span.extracting(SealedPart.commitment), additionalData: id.span)
      }
    }
  }

  private borrowing func telling(_ open: () throws -> Void) throws {
    do {
      try open()
    } catch SodiumError.wrongKey {
      throw DeviceSealingError.notThisDevice
    } catch SodiumError.damaged {
      throw DeviceSealingError.damaged
    }
  }
}

/// What a file that a device seals for itself is. One never passes for another.
package struct DevicePurpose: Sendable, Equatable {
  /// By which an agent is asked for it; never used for another.
  package let number: UInt8
  let label: Label

  /// The last size and root that this device verified.
  package static let pin = DevicePurpose(number: 1, label: .devicePin)
  /// What this device replayed from the log up to the pin.
  package static let state = DevicePurpose(number: 2, label: .deviceState)
  /// The secrets of the case files that this device has opened.
  package static let secrets = DevicePurpose(number: 3, label: .deviceSecrets)

  /// When this device last verified everything, and what came of it.
  package static let verified = DevicePurpose(number: 4, label: .deviceVerified)

  /// What was taken away in a part of the log that this device has given up.
  package static let takings = DevicePurpose(number: 5, label: .deviceTakings)

  /// Which histories this device has given up, and what that left for people to do.
  package static let restorings = DevicePurpose(number: 6, label: .deviceRestorings)

  package static let all = [pin, state, secrets, verified, takings, restorings]
}

/// Why a file that a device sealed for itself does not open.
package enum DeviceSealingError: Error, Equatable, Sendable {
  case truncated(bytes: Int)
  /// Sealed by another device, or as another kind of file.
  case notThisDevice
  case damaged
}
