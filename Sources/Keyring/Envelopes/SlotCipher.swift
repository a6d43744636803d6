internal import Casework
internal import Sodium

/// Seals data keys into slots and opens them again, with guarded room of its own. One a worker.
///
/// Keys are handed on as whole ``SecretBytes``: a span of one field would bind all of `self`.
struct SlotCipher: ~Copyable {
  private let keyring: Keyring
  private var symmetricKey: SecretBytes
  private var slotKey: SecretBytes
  /// What a sealed box carries: the hash of the slot's AAD, then the data key.
  private var boxed: SecretBytes
  private var keyName = SlotKeyName()
  // One for each kind, so that what they begin with stays.
  private var dataMessage = Message()
  private var locatorMessage = Message()

  init(keyring: Keyring) throws(SodiumError) {
    let symmetricKey = try SecretBytes(zeroed: EpochKey.length)
    let slotKey = try SecretBytes(zeroed: EpochKey.length)
    let boxed = try SecretBytes(zeroed: 64)
    self.keyring = keyring
    self.symmetricKey = symmetricKey
    self.slotKey = slotKey
    self.boxed = boxed
  }

  /// Leaves nothing of the last keys.
  mutating func wipe() {
    symmetricKey.wipe()
    slotKey.wipe()
    boxed.wipe()
  }

  // MARK: - Sealing

  /// Adds a slot for one epoch to a row. Who holds the epoch seals with the derived key (1 µs), who
  /// does not with a sealed box to its public key (120 µs): so anyone can write to oversight or
  /// registry without reading it.
  mutating func append(
    to row: inout [UInt8], for epoch: CompartmentEpoch, at place: EnvelopePlace,
    dataKey: borrowing SecretBytes, random: inout RandomPool
  ) throws {
    guard let entry = try keyring.copySymmetricKey(of: epoch, into: &symmetricKey) else {
      return try appendSealed(to: &row, for: epoch, at: place, dataKey: dataKey)
    }
    try begin(.symmetric, with: entry.locatorKey, at: place, in: &row)
    try place.deriveSlotKey(
      epoch: epoch.epoch, from: symmetricKey, into: &slotKey, composing: &keyName)
    place.slotData(for: epoch, in: &dataMessage)
    let nonce: ChaCha20Poly1305.Nonce = try random.nonce()
    row.append(copying: nonce.span)
    let sealed = try Self.seal(dataKey, key: slotKey, nonce: nonce, additionalData: dataMessage)
    row.append(copying: sealed.span)
  }

  private static func seal(
    _ dataKey: borrowing SecretBytes, key: borrowing SecretBytes, nonce: ChaCha20Poly1305.Nonce,
    additionalData: Message
  ) throws(SodiumError) -> FixedBytes<48> {
    var ciphertext = FixedBytes<48>()
    var output = ciphertext.mutableSpan
    try ChaCha20Poly1305.seal(
      dataKey.span, into: &output, key: key.span, nonce: nonce.span,
      additionalData: additionalData.span)
    return ciphertext
  }

  private mutating func appendSealed(
    to row: inout [UInt8], for epoch: CompartmentEpoch, at place: EnvelopePlace,
    dataKey: borrowing SecretBytes
  ) throws {
    try begin(.sealed, with: LocatorKey(of: epoch), at: place, in: &row)
    place.slotData(for: epoch, in: &dataMessage)
    let binding = BLAKE2b256.digest(of: dataMessage.span)
    var all = boxed.mutableSpan
    var first = all._mutatingExtracting(..<32)
    try first.copy(from: binding.span)
    var second = all._mutatingExtracting(32...)
    try second.copy(from: dataKey.span)
    let publicKey = try X25519.PublicKey(epoch.publicKey.digest.span)
    row.append(contentsOf: try SealedBox.seal(boxed.span, to: publicKey))
  }

  private mutating func begin(
    _ form: SlotRow.Form, with key: LocatorKey, at place: EnvelopePlace, in row: inout [UInt8]
  ) throws(SodiumError) {
    let locator = try key.slotLocator(of: place, composing: &locatorMessage)
    row.append(form.rawValue)
    row.append(copying: locator.span)
  }

  // MARK: - Opening

  /// Finds the slot for a compartment in a row, the newest held epoch first, and writes the data key
  /// that it carries. Throws ``EnvelopeError/notAddressed``, ``EnvelopeError/damagedSlot``.
  mutating func open(
    _ row: Span<UInt8>, as compartment: CompartmentID, at place: EnvelopePlace,
    into dataKey: inout SecretBytes
  ) throws {
    if let position = SlotRow.onlySymmetric(in: row),
      let entry = try keyring.copySymmetricKey(of: compartment, fromNewest: 0, into: &symmetricKey),
      try opens(row.extracting(position.payload), as: entry.facts, at: place, into: &dataKey)
    {
      return
    }
    try search(row, as: compartment, at: place, into: &dataKey)
  }

  /// The same for the compartment at a place of a worker's own copy of keys.
  mutating func open(
    _ row: Span<UInt8>, as compartment: CompartmentID, keptAt index: Int,
    in keys: borrowing SymmetricKeys, at place: EnvelopePlace, into dataKey: inout SecretBytes
  ) throws {
    if let position = SlotRow.onlySymmetric(in: row),
      let facts = try keys.copy(at: index, into: &symmetricKey),
      try opens(row.extracting(position.payload), as: facts, at: place, into: &dataKey)
    {
      return
    }
    try search(row, as: compartment, at: place, into: &dataKey)
  }

  private mutating func search(
    _ row: Span<UInt8>, as compartment: CompartmentID, at place: EnvelopePlace,
    into dataKey: inout SecretBytes
  ) throws {
    var age = 0
    while let entry = try keyring.copySymmetricKey(
      of: compartment, fromNewest: age, into: &symmetricKey)
    {
      if try open(row, as: entry, at: place, into: &dataKey) != nil { return }
      age += 1
    }
    throw EnvelopeError.notAddressed
  }

  /// Tries the one slot of a row with the newest epoch, which is how nearly every note lies: without
  /// a locator, which takes as long as opening it. What does not open is looked up like all others.
  /// Expects the epoch's symmetric key in its place.
  private mutating func opens(
    _ payload: Span<UInt8>, as epoch: CompartmentEpoch, at place: EnvelopePlace,
    into dataKey: inout SecretBytes
  ) throws -> Bool {
    do {
      try openSymmetric(payload, as: epoch, at: place, into: &dataKey)
      return true
    } catch SodiumError.damaged {
      return false
    }
  }

  /// The same for one epoch and no other; tells where its slot stands.
  mutating func open(
    _ row: Span<UInt8>, as epoch: CompartmentEpoch, at place: EnvelopePlace,
    into dataKey: inout SecretBytes
  ) throws -> SlotRow.Position {
    guard let entry = try keyring.copySymmetricKey(of: epoch, into: &symmetricKey) else {
      throw KeyringError.notHeld(epoch.compartment, epoch: epoch.epoch)
    }
    guard let position = try open(row, as: entry, at: place, into: &dataKey) else {
      throw EnvelopeError.notAddressed
    }
    return position
  }

  /// Expects the entry's symmetric key in its place. Nil when no slot stands under its locator.
  private mutating func open(
    _ row: Span<UInt8>, as entry: KeyringTable.Entry, at place: EnvelopePlace,
    into dataKey: inout SecretBytes
  ) throws -> SlotRow.Position? {
    let locator = try entry.locatorKey.slotLocator(of: place, composing: &locatorMessage)
    guard let position = try SlotRow.position(of: locator, in: row) else { return nil }
    let payload = row.extracting(position.payload)
    do {
      switch position.form {
      case .symmetric: try openSymmetric(payload, as: entry.facts, at: place, into: &dataKey)
      case .sealed: try openSealed(payload, as: entry.facts, at: place, into: &dataKey)
      }
    } catch SodiumError.damaged {
      throw EnvelopeError.damagedSlot
    }
    return position
  }

  private mutating func openSymmetric(
    _ payload: Span<UInt8>, as epoch: CompartmentEpoch, at place: EnvelopePlace,
    into dataKey: inout SecretBytes
  ) throws(SodiumError) {
    try place.deriveSlotKey(
      epoch: epoch.epoch, from: symmetricKey, into: &slotKey, composing: &keyName)
    place.slotData(for: epoch, in: &dataMessage)
    try Self.open(payload, into: &dataKey, key: slotKey, additionalData: dataMessage)
  }

  private static func open(
    _ payload: Span<UInt8>, into dataKey: inout SecretBytes, key: borrowing SecretBytes,
    additionalData: Message
  ) throws(SodiumError) {
    var output = dataKey.mutableSpan
    try ChaCha20Poly1305.open(
      payload.extracting(12...), into: &output, key: key.span, nonce: payload.extracting(..<12),
      additionalData: additionalData.span)
  }

  private mutating func openSealed(
    _ payload: Span<UInt8>, as epoch: CompartmentEpoch, at place: EnvelopePlace,
    into dataKey: inout SecretBytes
  ) throws {
    // The slot key's room serves for the seed: 50 µs for the pair, and such slots are few.
    try keyring.copy(.boxSeed, of: epoch, into: &slotKey)
    let secretKey = try X25519.SecretKey(seed: slotKey.span)
    let boxed = try SealedBox.open(payload, with: secretKey)
    place.slotData(for: epoch, in: &dataMessage)
    let binding = BLAKE2b256.digest(of: dataMessage.span)
    guard ConstantTime.equal(boxed.span.extracting(..<32), binding.span) else {
      throw EnvelopeError.damagedSlot
    }
    var output = dataKey.mutableSpan
    try output.copy(from: boxed.span.extracting(32...))
  }
}
