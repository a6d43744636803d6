import AuditLog
import Casework
package import Keyring
import Sodium

// A key that may be known to somebody is exchanged for a new one: a device that has never been is taken in, and
// the one in hand is revoked.

extension Vault {
  /// Takes `next` in as a device of this member's and revokes the one in hand, both or neither. The vault is of
  /// no use afterwards: whoever opens it with `next` exchanges every key that the device in hand held.
  ///
  /// What `next` will know of this vault is kept first, at the size that is verified now. A crash leaves the
  /// memory of a device that nobody knows, or one that opens the vault without a ticket.
  package func exchangeDevice(
    for next: consuming DeviceIdentity, remembering memory: any DeviceMemory
  ) throws {
    let nextKeys = try DeviceKeys(next)
    try journal.catchUp()
    var log = try journal.log()
    (log.kept, log.seen, log.seenSealed) = (nil, nil, nil)
    try log.remember(in: memory, with: nextKeys)
    // A restoring may wait; what it took away in vain the next device has to know as well.
    try KeptTakings.load(from: journal.memory, with: keys).keep(in: memory, with: nextKeys)
    let device = nextKeys.held.identity.asDevice(of: member)
    let holder = try WrapHolder(of: device)
    _ = try journal.recording { desk in
      let own = try epoch(of: member, at: desk)
      let made = try keys.keyring.wrapped(own, for: [holder], in: id, first: true)
      for notice in made.sealed.wraps {
        let added = DeviceAdded(
          device, wrap: AddedWrap(compartment: member, epoch: own.epoch, notice: notice))
        try desk.append(
          added, storing: Commit.Parts(wraps: made.wraps), spending: try desk.permit(for: added))
      }
      let revoked = DeviceRevoked(keys.device, of: member)
      try desk.append(revoked, spending: try desk.permit(for: revoked))
    }
  }
}

extension DeviceIdentity {
  /// As an entry names it.
  fileprivate borrowing func asDevice(of member: MemberID) -> Device {
    Device(
      id: publicKeys.id, member: member,
      signingKey: ContentHash(digest: publicKeys.signing.span),
      boxKey: ContentHash(digest: publicKeys.box.span),
      locatorKey: ContentHash(digest: locatorKey.bytes.span))
  }

  /// Where a vault keeps the one wrap that this device begins with. Until the device is taken in nobody but its
  /// owner knows the place: what lies there was put there by the entry that took it in.
  package borrowing func firstWrapPlace() throws -> [UInt8] {
    try locatorKey.firstWrapLocator().bytes
  }
}
