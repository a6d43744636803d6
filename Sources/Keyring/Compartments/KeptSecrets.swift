package import Casework
import Sodium
import Synchronization

// The secrets that a device has opened, as it keeps them for next time: opening a wrap takes 0.1 ms,
// and a practice has thousands of case files. Source: docs/format.md §2.

extension Keyring {
  /// Seals the secrets of these epochs for this device, as a segment that may stand behind others.
  /// Throws ``KeyringError`` for one not held.
  ///
  /// Segment: u32 length ‖ sealed text. Text, in guarded memory until it is sealed: u8 version = 1 ‖
  /// for each epoch: compartment(16) ‖ u32 epoch ‖ secret(32).
  package func keptSecrets(
    of epochs: [CompartmentEpoch], for device: borrowing DeviceIdentity
  ) throws -> [UInt8] {
    var text = try SecretBytes(zeroed: 1 + epochs.count * KeptSecret.length)
    var output = text.mutableSpan
    output[0] = KeptSecret.version
    for (place, epoch) in epochs.enumerated() {
      let start = 1 + place * KeptSecret.length
      let head = epoch.compartment.bytes + epoch.epoch.bigEndianBytes
      for (offset, byte) in head.enumerated() { output[start + offset] = byte }
      var secret = output._mutatingExtracting(start + head.count..<start + KeptSecret.length)
      try copySecret(of: epoch, into: &secret)
    }
    let sealed = try device.sealForThisDevice(text.span, purpose: .secrets)
    return UInt32(sealed.count).bigEndianBytes + sealed
  }

  /// Takes in segments that ``keptSecrets(of:for:)`` sealed, each secret only under the facts that the
  /// log states of its epoch; those for which `facts` answers nil are passed over. Answers with the
  /// number of segments.
  ///
  /// Throws ``DeviceSealingError``, ``KeyringError/wrongSecret(_:epoch:)``, or
  /// ``KeptSecretsMalformed``; others may have been taken in.
  @discardableResult
  package func take(
    keptSecrets segments: [UInt8], of device: borrowing DeviceIdentity,
    facts: @escaping @Sendable (CompartmentID, UInt32) -> CompartmentEpoch?,
    inShares run: ShareRunner = { count, share in for number in 0..<count { share(number) } }
  ) throws -> Int {
    var rest = segments[...]
    var count = 0
    while !rest.isEmpty {
      guard rest.count >= 4 else { throw KeptSecretsMalformed() }
      let length = Int(UInt32(bigEndianBytes: rest.prefix(4)))
      guard rest.count >= 4 + length else { throw KeptSecretsMalformed() }
      let sealed = Array(rest.dropFirst(4).prefix(length))
      try take(
        try device.openSecretForThisDevice(sealed, purpose: .secrets), facts: facts, inShares: run)
      rest = rest.dropFirst(4 + length)
      count += 1
    }
    return count
  }

  private func take(
    _ text: borrowing SecretBytes,
    facts: @escaping @Sendable (CompartmentID, UInt32) -> CompartmentEpoch?,
    inShares run: ShareRunner
  ) throws {
    let length = text.span.count
    guard length % KeptSecret.length == 1, text.span[0] == KeptSecret.version else {
      throw KeptSecretsMalformed()
    }
    let count = length / KeptSecret.length
    let shares = (count + KeptSecret.share - 1) / KeptSecret.share
    let failure = Mutex<(any Error)?>(nil)
    run(shares) { share in
      do {
        let first = share * KeptSecret.share
        try take(first..<min(first + KeptSecret.share, count), of: text.span, facts: facts)
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  private func take(
    _ places: Range<Int>, of span: Span<UInt8>,
    facts: (CompartmentID, UInt32) -> CompartmentEpoch?
  ) throws {
    var keys = try SecretBytes(zeroed: places.count * KeyringTable.secretLength)
    var output = keys.mutableSpan
    var epochs: [(facts: CompartmentEpoch, locatorKey: LocatorKey)] = []
    epochs.reserveCapacity(places.count)
    for place in places {
      let start = 1 + place * KeptSecret.length
      let id = try CompartmentID(bytes: span.extracting(start..<start + 16))
      let number = (start + 16..<start + 20).reduce(UInt32(0)) { $0 << 8 | UInt32(span[$1]) }
      guard let epoch = facts(id, number) else { continue }
      let secret = span.extracting(start + 20..<start + KeptSecret.length)
      try EpochSecret.check(secret, against: epoch)
      let first = epochs.count * KeyringTable.secretLength
      var both = output._mutatingExtracting(first..<first + KeyringTable.secretLength)
      try KeyringTable.write(secret, into: &both)
      epochs.append((epoch, LocatorKey(of: epoch)))
    }
    try keep(keys.span, as: epochs)
  }
}

/// Runs so many shares of a piece of work, one after the other or by several threads, and returns when all
/// are done. A practice has thousands of secrets to take in.
package typealias ShareRunner = (_ count: Int, _ share: @Sendable (Int) -> Void) -> Void

private enum KeptSecret {
  static let version: UInt8 = 1
  static let length = 16 + 4 + EpochSecret.length
  /// So many are worth another thread.
  static let share = 256
}

/// What this device sealed as kept secrets is none: written by another program.
package struct KeptSecretsMalformed: Error, Equatable {}
