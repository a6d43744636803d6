package import Casework
internal import Sodium

/// An epoch's secret sealed to one holder, and where it lies. Source: docs/format.md §4.
package struct Wrap: Sendable, Equatable {
  /// 16 bytes.
  package let locator: [UInt8]
  package let bytes: [UInt8]

  package init(locator: [UInt8], bytes: [UInt8]) {
    self.locator = locator
    self.bytes = bytes
  }

  /// What the event that makes a wrap says of it; one that no event names is ignored.
  package var hash: ContentHash {
    var message = Message(.wrapHash)
    message.append(locator)
    return ContentHash(BLAKE2b256.digest(of: message.span, bytes.span))
  }
}

extension Keyring {
  /// Wraps the secret of a held epoch for a holder (about 120 µs).
  ///
  /// `vault` is nil only for a member compartment that is wrapped to its first device, before there is
  /// a vault. Throws ``KeyringError/notHeld(_:epoch:)``.
  package func wrap(
    _ epoch: CompartmentEpoch, for holder: WrapHolder, in vault: ContentHash?
  ) throws -> Wrap {
    Wrap(
      locator: try holder.locatorKey.wrapLocator(of: epoch.compartment, epoch: epoch.epoch).bytes,
      bytes: try sealed(epoch, for: holder, in: vault))
  }

  /// The same under the fixed locator of the wraps that are needed before the log can be read.
  package func firstWrap(
    _ epoch: CompartmentEpoch, for holder: WrapHolder, in vault: ContentHash?
  ) throws -> Wrap {
    Wrap(
      locator: try holder.locatorKey.firstWrapLocator().bytes,
      bytes: try sealed(epoch, for: holder, in: vault))
  }

  private func sealed(
    _ epoch: CompartmentEpoch, for holder: WrapHolder, in vault: ContentHash?
  ) throws -> [UInt8] {
    let head = WrapText.head(of: epoch, for: holder, in: vault)
    let entry = try heldEntry(of: epoch)
    return try withTransientSecret(count: WrapText.length) { text throws(SodiumError) in
      var first = text._mutatingExtracting(..<WrapText.secret.lowerBound)
      try first.copy(from: head.span)
      var last = text._mutatingExtracting(WrapText.secret)
      try copySecret(at: entry, into: &last)
      return try SealedBox.seal(text.span, to: holder.publicKey)
    }
  }
}
