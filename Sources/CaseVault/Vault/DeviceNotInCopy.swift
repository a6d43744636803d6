import AuditLog
import Casework

/// The storage has no key for this device, and is not the history that this device has verified, in which it was
/// let in: it went on from a copy that is older than the device. Or its owner was taken out of that copy; nothing
/// that this device can open says which.
package struct DeviceNotInCopy: Error, Equatable {
  /// How many other devices their owner had, as this one remembers.
  package let others: Int
  /// Whether there was a recovery key.
  package let hasRecovery: Bool
}

extension DeviceKeys {
  /// Why the storage has no first wrap for a device that has verified this vault.
  func whyNoWrap(
    in reader: any StorageReader, of vault: VaultID, knowing pin: Pin, from memory: any DeviceMemory
  ) -> any Error {
    guard
      let known = try? VerifiedLog.remembered(of: vault, from: memory, with: self),
      let owner = known.member(using: device), owner.left == nil, owner.devices.contains(device),
      let isOther = try? reader.isOther(than: pin), isOther
    else { return OpensNoLonger() }
    return DeviceNotInCopy(
      others: owner.devices.count - 1, hasRecovery: known.recovery != nil)
  }
}

extension StorageReader {
  /// Whether the storage lacks what was verified, or has something else in its place.
  fileprivate func isOther(than pin: Pin) throws -> Bool {
    let size = try size()
    guard size >= pin.size else { return true }
    return try StoredTree(self, size: size).root(at: pin.size) != pin.root
  }
}
