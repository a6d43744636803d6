package import Casework
package import Sodium
internal import Synchronization

/// The epoch secrets that this process has opened, in guarded memory, by compartment and epoch.
///
/// Shared by the threads of one process. No secret is lent: a worker has the key it needs copied into
/// guarded memory of its own. Adding one takes about 1.5 µs, so thousands may be held.
package final class Keyring: Sendable {
  private let table: Mutex<KeyringTable>

  /// A keyring that holds nothing. Throws ``SodiumError/unavailable`` when libsodium is not.
  package init() throws(SodiumError) { table = Mutex(try KeyringTable()) }

  /// Draws the secret of a new epoch, keeps it, and tells the facts that the log is to state. Drawn
  /// again for the same epoch, because the first was not committed, the last one stands.
  package func draw(
    _ compartment: CompartmentID = .random(), kind: CompartmentKind, epoch: UInt32 = 1
  ) throws -> CompartmentEpoch {
    try withTransientSecret(count: EpochSecret.length) { secret throws(SodiumError) in
      RandomBytes.fill(&secret)
      let secret = secret.span
      let facts = try EpochSecret.facts(
        of: compartment, kind: kind, epoch: epoch, from: secret)
      try keep(secret, as: facts)
      return facts
    }
  }

  /// Keeps a secret, if it is the one that the log names.
  /// Throws ``KeyringError/wrongSecret(_:epoch:)`` for one that somebody planted.
  package func add(_ secret: borrowing EpochSecret, as facts: CompartmentEpoch) throws {
    try add(copying: secret.bytes.span, as: facts)
  }

  /// The same for a secret that lies in guarded memory of the caller's.
  package func add(copying secret: Span<UInt8>, as facts: CompartmentEpoch) throws {
    try EpochSecret.check(secret, against: facts)
    try keep(secret, as: facts)
  }

  private func keep(
    _ secret: Span<UInt8>, as facts: CompartmentEpoch
  ) throws(SodiumError) {
    let locatorKey = LocatorKey(of: facts)
    try withTransientSecret(count: KeyringTable.secretLength) { both throws(SodiumError) in
      try KeyringTable.write(secret, into: &both)
      try keep(both.span, as: [(facts, locatorKey)])
    }
  }

  /// Keeps secrets that were checked, each with its symmetric key behind it. What is derived is derived
  /// before this lock: several threads take in what the device kept.
  func keep(
    _ keys: Span<UInt8>, as epochs: [(facts: CompartmentEpoch, locatorKey: LocatorKey)]
  ) throws(SodiumError) {
    let length = KeyringTable.secretLength
    try table.withLock { table throws(SodiumError) in
      for (place, epoch) in epochs.enumerated() {
        try table.add(
          keys.extracting(place * length..<(place + 1) * length), as: epoch.facts,
          at: epoch.locatorKey)
      }
    }
  }

  /// The number of epochs held.
  package var count: Int { table.withLock { $0.count } }

  /// The held epochs of a compartment, the newest first; none for one that is not held.
  package func epochs(of compartment: CompartmentID) -> [CompartmentEpoch] {
    table.withLock { table in table.entries(of: compartment).map(\.facts) }
  }

  /// Whether the secret of this very epoch is at hand.
  package func holds(_ epoch: CompartmentEpoch) -> Bool {
    table.withLock { $0.holds(epoch) }
  }

  /// Those whose secrets are not at hand.
  package func lacking(_ epochs: [CompartmentEpoch]) -> [CompartmentEpoch] {
    table.withLock { table in epochs.filter { !table.holds($0) } }
  }

  /// Copies a derived key into 32 bytes of guarded memory of the caller's. Throws ``KeyringError``.
  package func copy(
    _ key: EpochKey, of epoch: CompartmentEpoch, into output: inout SecretBytes
  ) throws {
    try table.withLock { table in
      let entry = try table.heldEntry(of: epoch)
      try table.copy(key, of: entry, into: &output)
    }
  }

  /// Copies the secret itself, to wrap or chain it. Throws ``KeyringError``.
  func copySecret(of epoch: CompartmentEpoch, into output: inout MutableSpan<UInt8>) throws {
    try copySecret(at: heldEntry(of: epoch), into: &output)
  }

  /// The same in two steps, for callers that may only throw what libsodium does in the second.
  func heldEntry(of epoch: CompartmentEpoch) throws(KeyringError) -> KeyringTable.Entry {
    try table.withLock { table throws(KeyringError) in
      try table.heldEntry(of: epoch)
    }
  }

  /// Throws ``SodiumError/noSuchSecret`` for an entry that was forgotten meanwhile.
  func copySecret(
    at entry: KeyringTable.Entry, into output: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try table.withLock { table throws(SodiumError) in
      try table.copySecret(of: entry, into: &output)
    }
  }

  /// Copies the symmetric key of the epoch that stands at a place from the newest (0), and tells which
  /// epoch that is and where its slots stand; nil past the oldest. One lock for what a slot needs.
  func copySymmetricKey(
    of compartment: CompartmentID, fromNewest place: Int, into output: inout SecretBytes
  ) throws(SodiumError) -> KeyringTable.Entry? {
    try table.withLock { table throws(SodiumError) in
      let entries = table.entries(of: compartment)
      guard entries.indices.contains(place) else { return nil }
      try table.copy(.symmetric, of: entries[place], into: &output)
      return entries[place]
    }
  }

  /// The same for one epoch; nil when it is not held. Throws ``KeyringError/wrongSecret(_:epoch:)``.
  func copySymmetricKey(
    of epoch: CompartmentEpoch, into output: inout SecretBytes
  ) throws -> KeyringTable.Entry? {
    try table.withLock { table in
      guard let entry = try table.entry(of: epoch) else { return nil }
      try table.copy(.symmetric, of: entry, into: &output)
      return entry
    }
  }

  /// Wipes one epoch: it was drawn for a rotation that then was not committed.
  package func forget(_ epoch: CompartmentEpoch) { table.withLock { $0.forget(epoch) } }

  /// Wipes every epoch of a compartment that this device holds no longer.
  package func forget(_ compartment: CompartmentID) { table.withLock { $0.forget(compartment) } }

  /// Wipes everything: the vault is closed or locked.
  package func forgetEverything() { table.withLock { $0.forgetEverything() } }
}

/// Why the keyring has no such secret.
package enum KeyringError: Error, Equatable, Sendable {
  case notHeld(CompartmentID, epoch: UInt32)
  /// Not the secret that the log commits to.
  case wrongSecret(CompartmentID, epoch: UInt32)
}
