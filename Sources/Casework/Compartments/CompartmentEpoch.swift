/// The public facts of one epoch of a compartment, as the entry that makes it names them.
package struct CompartmentEpoch: Sendable, Hashable {
  package let compartment: CompartmentID
  package let kind: CompartmentKind
  /// From 1.
  package let epoch: UInt32
  /// Commits to the epoch's secret (docs/format.md §4).
  package let commitment: ContentHash
  /// The epoch's X25519 public key.
  package let publicKey: ContentHash

  package init(
    compartment: CompartmentID, kind: CompartmentKind, epoch: UInt32, commitment: ContentHash,
    publicKey: ContentHash
  ) {
    self.compartment = compartment
    self.kind = kind
    self.epoch = epoch
    self.commitment = commitment
    self.publicKey = publicKey
  }

  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    compartment = try fields.identifier("id")
    guard let kind = CompartmentKind.named(try fields.string("kind")) else {
      throw .unknownValue(key: "kind")
    }
    self.kind = kind
    epoch = try fields.count("epoch")
    commitment = try fields.hash("commitment")
    publicKey = try fields.hash("key")
  }

  func write(to object: inout JSONObject) {
    object.append("id", compartment)
    object.append("kind", .string(kind.code))
    object.append(count: "epoch", epoch)
    object.append("commitment", commitment)
    object.append("key", publicKey)
  }
}

/// Who holds a wrap: a member, or for a member's own compartment a device. Sixteen bytes either way.
package struct HolderID: Hashable, Sendable {
  private let id: Identifier<Named.Holder>

  package init(_ member: MemberID) { id = Identifier(high: member.high, low: member.low) }
  package init(_ device: DeviceID) { id = Identifier(high: device.high, low: device.low) }

  /// The member, where the compartment is not a member's own.
  package var member: MemberID { MemberID(high: id.high, low: id.low) }

  /// The device, where it is.
  package var device: DeviceID { DeviceID(high: id.high, low: id.low) }

  /// The sixteen bytes, most significant first.
  package var bytes: [UInt8] { id.bytes }

  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    id = try fields.identifier("holder")
  }

  func write(to object: inout JSONObject) { object.append("holder", id) }
}

/// One wrap as the log names it: whose it is, and the hash of its locator and bytes.
package struct WrapNotice: Sendable, Hashable {
  package let holder: HolderID
  package let hash: ContentHash

  package init(holder: HolderID, hash: ContentHash) {
    self.holder = holder
    self.hash = hash
  }

  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    holder = try HolderID(from: &fields)
    hash = try fields.hash("hash")
  }

  func write(to object: inout JSONObject) {
    holder.write(to: &object)
    object.append("hash", hash)
  }
}

/// A new epoch together with its wraps.
package struct SealedEpoch: Sendable, Hashable {
  package let epoch: CompartmentEpoch
  package let wraps: [WrapNotice]

  package init(epoch: CompartmentEpoch, wraps: [WrapNotice]) {
    self.epoch = epoch
    self.wraps = wraps
  }

  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    epoch = try CompartmentEpoch(from: &fields)
    wraps = try fields.list("wraps") { (fields) throws(UnexpectedJSON) in
      try WrapNotice(from: &fields)
    }
  }

  func write(to object: inout JSONObject) {
    epoch.write(to: &object)
    object.append(list: "wraps", wraps) { $0.write(to: &$1) }
  }
}

/// One version of an envelope as the log names it.
package struct EnvelopeNotice: Sendable, Hashable {
  package let envelope: EnvelopeID
  package let version: UInt32
  package let hash: ContentHash
  /// The digest of the slots stored with it.
  package let slots: ContentHash

  package init(envelope: EnvelopeID, version: UInt32, hash: ContentHash, slots: ContentHash) {
    self.envelope = envelope
    self.version = version
    self.hash = hash
    self.slots = slots
  }

  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    envelope = try fields.identifier("envelope")
    version = try fields.count("version")
    hash = try fields.hash("hash")
    slots = try fields.hash("slots")
  }

  func write(to object: inout JSONObject) {
    object.append("envelope", envelope)
    object.append(count: "version", version)
    object.append("hash", hash)
    object.append("slots", slots)
  }
}
