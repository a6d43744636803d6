import AuditLog
import Casework
import Keyring
import Sodium

// How a device gets from its seed to the secrets it is entitled to: device → member → everything else.

extension DeviceKeys {
  /// Opens the two wraps that every device needs before it can read the log, and the vault
  /// compartment's chain back to its first epoch.
  ///
  /// Throws ``NotEnrolled`` when the storage holds no wrap for this device. What they claim is held
  /// against the log by ``checkFirstSecrets(against:)`` once that is read.
  func openFirstWraps(of vault: VaultID, in reader: any StorageReader) throws {
    do {
      try followFirstWraps(of: vault, in: reader)
    } catch is WrapError, is ChainError {
      // The log, which names its compartment, is still closed.
      throw IntegrityFault(.wrapChanged, at: .vault)
    }
  }

  private func followFirstWraps(of vault: VaultID, in reader: any StorageReader) throws {
    let hash = ContentHash(vault)
    let place = try identity.locatorKey.firstWrapLocator()
    guard let own = try reader.wrap(at: place.bytes) else { throw NotEnrolled() }
    let member = try keyring.openFirst(own, kind: .member, by: WrapOpener(identity), in: hash)
    actAs(member)
    let next = try LocatorKey(of: member).firstWrapLocator()
    guard let bytes = try reader.wrap(at: next.bytes) else { throw NotEnrolled() }
    let current = try keyring.openFirst(
      bytes, kind: .vault, by: WrapOpener(member, in: keyring), in: hash)
    claim(current.compartment)
    try unwindChain(from: current, in: hash, of: reader)
  }

  /// After a rotation of the vault compartment by another device: its new secret.
  func openNewEpoch(
    of state: VaultState, in reader: any StorageReader, vault: VaultID
  ) throws {
    // Asked of the keyring, which knows the secret and not only its number: a first wrap may have
    // claimed this epoch before its entry was read.
    guard let id = state.vaultCompartment, let epoch = state.compartments[id]?.current,
      !keyring.holds(epoch), let member
    else { return }
    let place = try LocatorKey(of: member).firstWrapLocator()
    guard let bytes = try reader.wrap(at: place.bytes) else { throw NotEnrolled() }
    do {
      try keyring.open(
        bytes, as: epoch, by: memberOpener().opener, in: ContentHash(vault))
    } catch is WrapError {
      throw IntegrityFault(.wrapChanged, at: .compartment(id))
    }
    try addLogKey(of: epoch)
  }

  /// The secrets that were opened before the log could be read must be the ones that the log names,
  /// before anything is sealed under them or wrapped to them: both wraps are sealed boxes, which anybody
  /// can make who knows the public keys.
  ///
  /// `isWhole` says that the log was read to the end of what the secrets were taken from. Otherwise the
  /// storage may hold a newer epoch than was read; it is judged when its entry comes.
  func checkFirstSecrets(against state: VaultState, isWhole: Bool) throws {
    guard let member, let own = state.compartments[member.compartment]?.current,
      keyring.holds(own), own.kind == .member, state.devices[device]?.member == member.compartment
    else { throw IntegrityFault(.secretWrong, at: .vault) }
    guard let id = state.vaultCompartment, let vault = state.compartments[id],
      claimedVault == nil || claimedVault == id
    else { throw IntegrityFault(.secretWrong, at: .vault) }
    let named = vault.earlier.merging([vault.current.epoch: vault.current.commitment]) { $1 }
    for epoch in keyring.epochs(of: id) {
      guard named[epoch.epoch] == epoch.commitment || !isWhole && epoch.epoch > vault.current.epoch
      else { throw IntegrityFault(.secretWrong, at: .compartment(id)) }
    }
    guard !isWhole || keyring.holds(vault.current) else {
      throw IntegrityFault(.secretWrong, at: .compartment(id))
    }
  }

  private func unwindChain(
    from newest: CompartmentEpoch, in vault: ContentHash, of reader: any StorageReader
  ) throws {
    var epoch = newest
    try addLogKey(of: epoch)
    while epoch.epoch > 1 {
      let place = try Keyring.chainLocator(of: epoch)
      guard let bytes = try reader.wrap(at: place.bytes) else {
        throw IntegrityFault(.wrapMissing, at: .compartment(epoch.compartment))
      }
      epoch = try keyring.followFirst(bytes, from: epoch, in: vault)
      try addLogKey(of: epoch)
    }
  }
}

/// This storage holds nothing for this device's key: it was never enrolled here, or not yet.
package struct NotEnrolled: Error, Equatable {
  package init() {}
}
