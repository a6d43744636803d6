import AuditLog
import Casework
import Keyring
import Sodium

extension Keyring {
  /// Draws a compartment and wraps its secret for each holder: what the entry says of it, and the rows.
  func drawWrapped(
    _ kind: CompartmentKind, for holders: [CompartmentEpoch], in vault: VaultID,
    first: Bool = false
  ) throws -> (sealed: SealedEpoch, wraps: [StoredWrap]) {
    let epoch = try draw(kind: kind)
    let recipients = try holders.map { try WrapHolder.member($0) }
    return try wrapped(epoch, for: recipients, in: vault, first: first)
  }

  /// Wraps a held epoch for each holder. `first` puts the wraps where a device looks before it can
  /// read the log; so it is for the vault compartment and members' own.
  func wrapped(
    _ epoch: CompartmentEpoch, for holders: [WrapHolder], in vault: VaultID,
    first: Bool = false
  ) throws -> (sealed: SealedEpoch, wraps: [StoredWrap]) {
    var notices: [WrapNotice] = []
    var rows: [StoredWrap] = []
    for holder in holders {
      let wrap =
        first
        ? try firstWrap(epoch, for: holder, in: ContentHash(vault))
        : try wrap(epoch, for: holder, in: ContentHash(vault))
      rows.append(StoredWrap(wrap))
      notices.append(WrapNotice(holder: holder.id, hash: wrap.hash))
    }
    return (SealedEpoch(epoch: epoch, wraps: notices), rows)
  }
}

extension StoredWrap {
  init(_ wrap: Wrap) { self.init(locator: wrap.locator, bytes: wrap.bytes) }
}

extension SealedEnvelope {
  /// What the entry that stores it says of it.
  var notice: EnvelopeNotice {
    EnvelopeNotice(
      envelope: stored.id, version: stored.version, hash: hash, slots: slotsDigest)
  }
}
