package import Casework
package import Sodium

/// Where a wrap or a slot is looked for: sixteen bytes that tell a storage nothing.
package typealias Locator = Digest16

/// What makes the locators of one holder: every member can compute it, whoever keeps the rows cannot.
///
/// A compartment's comes from its commitment, which stands only inside the sealed log. A device's
/// comes from its seed, and it shows it to the vault when it asks to be enrolled. It opens nothing:
/// with it one sees which rows belong to whom. So it is a plain value.
/// Source: docs/format.md §4.
package struct LocatorKey: Equatable, Sendable {
  package let bytes: Digest32

  package init(bytes: Digest32) { self.bytes = bytes }

  /// The key that a device showed when it asked to be enrolled.
  package init(of device: Device) { bytes = device.locatorKey.digest }

  /// The key of one epoch of a compartment.
  package init(of epoch: CompartmentEpoch) {
    self.init(of: epoch.compartment, epoch: epoch.epoch, commitment: epoch.commitment)
  }

  /// The same from what the log says of an epoch.
  package init(of compartment: CompartmentID, epoch: UInt32, commitment: ContentHash) {
    var message = Message(.locatorKey)
    message.append(compartment)
    message.append(epoch)
    message.append(commitment)
    bytes = BLAKE2b256.digest(of: message.span)
  }

  /// Where this holder's wrap of an epoch lies.
  package func wrapLocator(
    of compartment: CompartmentID, epoch: UInt32, part: WrapPart = .whole
  ) throws(SodiumError) -> Locator {
    var message = Message(.wrapAt)
    message.append(compartment)
    message.append(epoch)
    message.append(part.number)
    return try BLAKE2b128.digest(of: message.span, key: bytes.span)
  }

  /// Where the wrap lies that this holder needs before it can read the log: for a device the member
  /// compartment's, for a member compartment the vault's. Replaced in place when those rotate.
  package func firstWrapLocator() throws(SodiumError) -> Locator {
    try wrapLocator(of: CompartmentID(high: 0, low: 0), epoch: 0)
  }

  /// Where this compartment's slot of an envelope stands in the envelope's row.
  func slotLocator(
    of place: EnvelopePlace, composing message: inout Message
  ) throws(SodiumError) -> Locator {
    message.begin(.slotAt)
    message.append(place.id)
    message.append(place.version)
    return try BLAKE2b128.digest(of: message.span, key: bytes.span)
  }
}

/// Which part of a secret a wrap carries. Parts of a secret shared with a custodian come later.
package struct WrapPart: Hashable, Sendable {
  package let number: UInt8

  /// All of the secret, for one holder.
  package static let whole = WrapPart(number: 0)
  /// The epoch before, for whoever has the epoch after: only in locators.
  static let chain = WrapPart(number: 255)
}
