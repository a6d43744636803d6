import AuditLog
import Casework
package import Keyring
import Sodium

/// What would be given up by going on from an older copy.
package struct Loss: Error, Sendable, Equatable {
  /// How far this device had verified the log, and how far the copy goes.
  package let pinned: UInt64
  package let found: UInt64

  package var entries: UInt64 { pinned - found }
}

extension Vault {
  /// Opens a storage that lies behind this device's pin, giving up by name what lies between.
  ///
  /// In a solo practice the `vault.restored` entry stands at once and the pin moves. In an agency it
  /// is proposed here, and stands when another member has approved it. Throws ``Loss`` unless
  /// `accepting` it, and ``IntegrityFault`` where the storage's own log does not hold.
  package static func restore(
    _ storage: any Storage, accepting: Bool, with identity: consuming DeviceIdentity,
    memory: any DeviceMemory, in surroundings: Surroundings
  ) throws -> Vault {
    let keys = try DeviceKeys(identity)
    guard let pin = try Pin.load(from: memory, with: keys) else { throw NoPin() }
    let vault = try storage.reading { VaultID(try $0.identity().vaultID) }
    let log = try storage.reading { reader in
      try keys.openFirstWraps(of: vault, in: reader)
      var log = VerifiedLog(vault: vault)
      try log.takeTail(of: reader, with: keys)
      return log
    }
    guard log.size < pin.size else {
      return try Vault.open(storage, with: keys, memory: memory, in: surroundings)
    }
    guard accepting else { throw Loss(pinned: pin.size, found: log.size) }
    let opened = try Vault.finish(log, in: storage, with: keys, memory: memory, surroundings)
    try opened.giveUp(pin)
    return opened
  }

  /// Accepts, on this device, that the vault went on from an older copy: its log must say so itself.
  ///
  /// Throws ``Loss`` where no `vault.restored` entry speaks of it.
  package static func accept(
    _ storage: any Storage, with identity: consuming DeviceIdentity, memory: any DeviceMemory,
    in surroundings: Surroundings
  ) throws -> Vault {
    let keys = try DeviceKeys(identity)
    guard let pin = try Pin.load(from: memory, with: keys) else { throw NoPin() }
    let vault = try storage.reading { VaultID(try $0.identity().vaultID) }
    let log = try storage.reading { reader in
      try keys.openFirstWraps(of: vault, in: reader)
      var log = VerifiedLog(vault: vault)
      try log.takeTail(of: reader, with: keys)
      return log
    }
    guard log.state.generation > pin.generation else {
      throw Loss(pinned: pin.size, found: log.size)
    }
    return try Vault.finish(log, in: storage, with: keys, memory: memory, surroundings)
  }

  private func giveUp(_ pin: Pin) throws {
    let generation = try state.generation + 1
    let content = VaultRestored(
      lostSize: pin.size, lostRoot: ContentHash(pin.root), generation: generation)
    _ = try journal.recording { desk in
      if desk.state.quorum == 1 {
        try desk.append(content, spending: try desk.permit(for: content))
        try desk.transaction.setGeneration(generation)
      } else {
        let proposal = ActProposed(content)
        try desk.append(proposal, spending: try desk.permit(for: proposal))
      }
    }
  }
}
