import AuditLog
package import Casework
package import Keyring
import Sodium

// A member works on several devices, each with a key of its own. All of them hold the member's own
// compartment, and so everything that the member holds.

extension Vault {
  /// Takes in one more device of this member's, whose keys the request proves. Throws ``KeyKnownAlready``.
  package func addDevice(_ request: VerifiedRequest) throws {
    _ = try journal.recording { desk in
      if let known = desk.state.member(using: request.keys.id) {
        throw KeyKnownAlready(hasLeft: known.left != nil)
      }
      let own = try epoch(of: member, at: desk)
      let made = try keys.keyring.wrapped(
        own, for: [.device(request.keys, locatorKey: request.locatorKey)], in: id, first: true)
      let device = request.device(of: member)
      for notice in made.sealed.wraps {
        let event = DeviceAdded(
          device, wrap: AddedWrap(compartment: member, epoch: own.epoch, notice: notice))
        try desk.append(
          event, storing: Commit.Parts(wraps: made.wraps), spending: try desk.permit(for: event))
      }
    }
  }

  /// Refuses what ``revokeDevice(_:)`` would: nobody is asked whether to do what cannot be done.
  package func checkRevocation(of device: DeviceID) throws {
    guard device != keys.device else { throw CannotRevoke.isThisOne }
    try journal.catchUp()
    try state.checkCanRevoke(device, of: member, isOwn: true)
  }

  /// Revokes another device of this member's, and exchanges everything that it could open. Throws
  /// ``CannotRevoke``.
  package func revokeDevice(_ device: DeviceID) throws {
    guard device != keys.device else { throw CannotRevoke.isThisOne }
    _ = try journal.recording { desk in
      try desk.state.checkCanRevoke(device, of: member, isOwn: true)
      let event = DeviceRevoked(device, of: member)
      try desk.append(event, spending: try desk.permit(for: event))
    }
    try settle()
  }

  /// Proposes that a device of somebody else's is revoked. Another member's approval makes it so. Throws
  /// ``Refusal`` and ``CannotRevoke``.
  @discardableResult
  package func proposeRevocation(of device: DeviceID, of owner: MemberID) throws -> UInt64 {
    try journal.recording { desk in
      let act = DeviceRevoked(device, of: owner)
      guard owner != member else { throw CannotRevoke.isYours }
      _ = try desk.permit([act.decision])
      try desk.state.checkCanRevoke(device, of: owner, isOwn: false)
      let event = ActProposed(act)
      return try desk.append(event, spending: try desk.permit(for: event)).sequence
    }.result
  }

  /// The device in hand.
  package var device: DeviceID { keys.device }
}

extension VerifiedRequest {
  func device(of member: MemberID) -> Device {
    Device(
      id: keys.id, member: member, signingKey: ContentHash(digest: keys.signing.span),
      boxKey: ContentHash(digest: keys.box.span),
      locatorKey: ContentHash(digest: locatorKey.bytes.span))
  }
}

/// Why a device cannot be revoked.
package enum CannotRevoke: Error, Equatable {
  /// None of this member's is called that, or it was revoked already.
  case noSuchDevice
  /// Nothing would open for the member any more.
  case isTheOnlyOne
  /// The one that asks.
  case isThisOne
  /// One's own is revoked without asking others.
  case isYours
}

extension VaultState {
  fileprivate func checkCanRevoke(
    _ device: DeviceID, of member: MemberID, isOwn: Bool
  ) throws(CannotRevoke) {
    guard let known = members[member], known.left == nil, known.devices.contains(device) else {
      throw .noSuchDevice
    }
    // Two others may, where the recovery officers can give its owner another.
    guard known.devices.count > 1 || !isOwn && canBeWithoutDevice(member) else {
      throw .isTheOnlyOne
    }
  }
}
