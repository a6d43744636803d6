import AuditLog
import Casework
package import Keyring
import Sodium

/// Every secret that an open vault holds in memory: the device's identity, the epochs it could open,
/// the log keys. One owner for all of them, so that closing the vault wipes them together.
package final class DeviceKeys {
  /// The device's own identity, where another thread may use it too. Always by its owner: a borrowing accessor
  /// here, `_read`, was compiled so that what it lent was used after it had gone (Swift 6.3.1, unoptimised;
  /// the address sanitizer found it).
  let held: HeldIdentity
  let keyring: Keyring
  /// The member whose device this is, and the vault compartment, once their first wraps are open.
  private(set) var member: CompartmentEpoch?
  /// The compartment that the vault's first wrap says it is for.
  private(set) var claimedVault: CompartmentID?
  private(set) var logKeys: LogKeys
  private var openers: [CompartmentEpoch: MemberOpener] = [:]
  var provenEntries = ProvenEntries()

  package init(_ identity: consuming DeviceIdentity) throws {
    held = HeldIdentity(identity)
    keyring = try Keyring()
    logKeys = try LogKeys()
  }

  var device: DeviceID { held.identity.publicKeys.id }

  /// Takes in the log key of an epoch of the vault compartment that the keyring holds.
  func addLogKey(of epoch: CompartmentEpoch) throws {
    var key = try SecretBytes(zeroed: 32)
    try keyring.copy(.log, of: epoch, into: &key)
    try logKeys.add(key.span, of: epoch.epoch)
  }

  func actAs(_ member: CompartmentEpoch) { self.member = member }

  func claim(_ vault: CompartmentID) { claimedVault = vault }

  /// Opens what is wrapped to one epoch of the member's compartment. Made once for each: its key pair takes
  /// longer to derive than a wrap to be opened.
  func memberOpener(of epoch: CompartmentEpoch) throws -> MemberOpener {
    if let opener = openers[epoch] { return opener }
    let made = try MemberOpener(epoch, in: keyring)
    openers[epoch] = made
    return made
  }

  /// Wipes everything but the device's own identity, which goes with its owner.
  func forgetEverything() {
    keyring.forgetEverything()
    logKeys.forgetEverything()
    openers.removeAll()
  }
}

/// A device's identity with several users; it is wiped when the last of them has gone.
final class HeldIdentity: Sendable {
  let identity: DeviceIdentity

  init(_ identity: consuming DeviceIdentity) { self.identity = identity }
}

/// A member's key for wraps, shared by the threads that open many.
final class MemberOpener: Sendable {
  let opener: WrapOpener

  init(_ member: CompartmentEpoch, in keyring: Keyring) throws {
    opener = try WrapOpener(member, in: keyring)
  }
}
