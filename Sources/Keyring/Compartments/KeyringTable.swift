internal import Casework
internal import Sodium

/// What a ``Keyring`` guards with its lock.
struct KeyringTable: ~Copyable {
  /// One held epoch: what is public about it, and where its secret lies.
  struct Entry {
    let facts: CompartmentEpoch
    let locatorKey: LocatorKey
    fileprivate let place: SecretArena.Index
  }

  /// Each place holds the secret and, because every slot needs it, its symmetric key.
  static let secretLength = EpochSecret.length + EpochKey.length

  /// Writes what one place holds for a secret.
  static func write(
    _ secret: Span<UInt8>, into place: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    var first = place._mutatingExtracting(..<EpochSecret.length)
    try first.copy(from: secret)
    var second = place._mutatingExtracting(EpochSecret.length...)
    try EpochSecret.derive(.symmetric, from: secret, into: &second)
  }

  private var secrets: SecretArena
  private var held: [CompartmentID: [Entry]] = [:]

  init() throws(SodiumError) {
    secrets = try SecretArena(secretLength: Self.secretLength)
  }

  var count: Int { secrets.count }

  /// The newest first.
  func entries(of compartment: CompartmentID) -> [Entry] { held[compartment] ?? [] }

  func holds(_ epoch: CompartmentEpoch) -> Bool {
    held[epoch.compartment]?.contains { $0.facts == epoch } ?? false
  }

  /// The entry of an epoch; nil when it is not held.
  /// Throws ``KeyringError/wrongSecret(_:epoch:)`` when a secret of other facts stands in its place.
  func entry(of facts: CompartmentEpoch) throws(KeyringError) -> Entry? {
    guard let entry = held[facts.compartment]?.first(where: { $0.facts.epoch == facts.epoch })
    else { return nil }
    guard entry.facts == facts else { throw .wrongSecret(facts.compartment, epoch: facts.epoch) }
    return entry
  }

  /// The same where it has to be held. Throws ``KeyringError/notHeld(_:epoch:)`` too.
  func heldEntry(of facts: CompartmentEpoch) throws(KeyringError) -> Entry {
    guard let entry = try entry(of: facts) else {
      throw .notHeld(facts.compartment, epoch: facts.epoch)
    }
    return entry
  }

  /// Keeps a secret that was checked against its facts, with its symmetric key behind it.
  ///
  /// Another secret of the same epoch goes: it was drawn for a rotation that was not committed, or
  /// claimed by a first wrap that the log does not bear out.
  mutating func add(
    _ keys: Span<UInt8>, as facts: CompartmentEpoch, at locatorKey: LocatorKey
  ) throws(SodiumError) {
    if let standing = held[facts.compartment]?.first(where: { $0.facts.epoch == facts.epoch }) {
      guard standing.facts != facts else { return }
      try secrets.wipe(at: standing.place)
      held[facts.compartment]?.removeAll { $0.facts.epoch == facts.epoch }
    }
    let place = try secrets.add(copying: keys)
    let entry = Entry(facts: facts, locatorKey: locatorKey, place: place)
    var epochs = held[facts.compartment] ?? []
    let position = epochs.firstIndex { $0.facts.epoch < facts.epoch } ?? epochs.endIndex
    epochs.insert(entry, at: position)
    held[facts.compartment] = epochs
  }

  func copy(
    _ key: EpochKey, of entry: Entry, into secret: inout SecretBytes
  ) throws(SodiumError) {
    var output = secret.mutableSpan
    let stored = try secrets.span(at: entry.place)
    if key == .symmetric {
      try output.copy(from: stored.extracting(last: EpochKey.length))
    } else {
      try EpochSecret.derive(key, from: stored.extracting(first: EpochSecret.length), into: &output)
    }
  }

  func copySecret(
    of entry: Entry, into output: inout MutableSpan<UInt8>
  ) throws(SodiumError) {
    try output.copy(from: secrets.span(at: entry.place).extracting(first: EpochSecret.length))
  }

  mutating func forget(_ compartment: CompartmentID) {
    for entry in held.removeValue(forKey: compartment) ?? [] {
      // An index that the table holds is one that the arena knows; nothing else can be thrown.
      try? secrets.wipe(at: entry.place)
    }
  }

  mutating func forget(_ epoch: CompartmentEpoch) {
    guard let entry = held[epoch.compartment]?.first(where: { $0.facts == epoch }) else { return }
    try? secrets.wipe(at: entry.place)
    held[epoch.compartment]?.removeAll { $0.facts == epoch }
  }

  mutating func forgetEverything() {
    for compartment in Array(held.keys) { forget(compartment) }
  }
}
