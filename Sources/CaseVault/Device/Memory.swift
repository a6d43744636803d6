import AuditLog
import Casework
import Keyring

// How a verified log is kept outside the vault, and found again.

extension VerifiedLog {
  /// Keeps the pin; call after every open and every own commit.
  func remember(in memory: any DeviceMemory, with keys: DeviceKeys) throws {
    let sealed = try keys.identity.sealForThisDevice(Pin(self).bytes, purpose: .pin)
    try memory.save(sealed, as: .pin)
  }

  /// The log up to this device's pin, or to nothing where there is none. The tail is not taken in.
  ///
  /// What lies before the pin needs no second look at its signatures: the root that comes out must be
  /// the pinned one, or the database is another than the one this device verified.
  static func remembered(
    of vault: VaultID, from memory: any DeviceMemory, in reader: any StorageReader,
    with keys: DeviceKeys
  ) throws -> VerifiedLog {
    var log = VerifiedLog(vault: vault)
    guard let pin = try Pin.load(from: memory, with: keys) else { return log }
    guard try reader.size() >= pin.size else {
      throw IntegrityFault(.rolledBack, at: .entry(pin.size))
    }
    while log.size < pin.size {
      let before = log.state.vaultEpoch
      _ = try log.takeNext(of: reader, with: keys)
      if log.state.vaultEpoch != before {
        try keys.openNewEpoch(of: log.state, in: reader, vault: vault)
      }
    }
    guard log.root == pin.root else { throw IntegrityFault(.forked, at: .entry(pin.size)) }
    return log
  }
}
