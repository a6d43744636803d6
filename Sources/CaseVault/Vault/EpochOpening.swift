import AuditLog
import Casework
import Keyring
import Sodium

// How a device gets from its seed to the secrets it is entitled to: device → member → everything else.

extension DeviceKeys {
  /// Opens the two wraps that every device needs before it can read the log, and the chains of the
  /// member's own compartment and of the vault's back to their first epochs.
  ///
  /// Throws ``NotEnrolled`` when the storage holds no wrap for this device. What they claim is held
  /// against the log by ``checkFirstSecrets(against:isWhole:)`` once that is read.
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
    let place = try held.identity.locatorKey.firstWrapLocator()
    guard let own = try reader.wrap(at: place.bytes) else { throw NotEnrolled() }
    let newest = try keyring.openFirst(own, kind: .member, by: WrapOpener(held.identity), in: hash)
    actAs(newest)
    // It is wrapped to the epoch of the member's that was in force when the vault's rotated last.
    var first: CompartmentEpoch?
    // Behind a recovery it goes no further; which epochs there ought to be, the log says.
    try unwindChain(from: newest, in: hash, of: reader, toEnd: false) { epoch in
      let place = try LocatorKey(of: epoch).firstWrapLocator()
      guard first == nil, let bytes = try reader.wrap(at: place.bytes) else { return }
      let member = try memberOpener(of: epoch)
      first = try keyring.openFirst(bytes, kind: .vault, by: member.opener, in: hash)
    }
    guard let first else { throw NotEnrolled() }
    claim(first.compartment)
    try unwindChain(from: first, in: hash, of: reader) { try addLogKey(of: $0) }
  }

  /// After a rotation by another program: the new secrets of the vault's compartment and of the member's.
  ///
  /// The storage may be several rotations ahead of what was read of the log. What its wraps claim is held
  /// against the log by ``checkFirstSecrets(against:isWhole:)`` once that is read.
  func openNewEpochs(
    of state: VaultState, in reader: any StorageReader, vault: VaultID
  ) throws {
    // Asked of the keyring, which knows the secret and not only its number: a first wrap may have
    // claimed this epoch before its entry was read.
    guard let id = state.vaultCompartment, let epoch = state.compartment(id)?.current,
      let member, let own = state.compartment(member.compartment)?.current,
      // Of epochs from before a recovery its new device has no secret, and needs none.
      state.devices[device] != nil || keyring.holds(own)
    else { return }
    if !keyring.holds(epoch) || !keyring.holds(own) {
      // Nobody sealed it to them.
      if let left = state.members[member.compartment]?.left { throw HasLeft(at: left) }
      guard state.isInUse(device, by: member.compartment) else { throw DeviceIsRevoked() }
      try openFirstWraps(of: vault, in: reader)
      guard keyring.holds(epoch) else { throw IntegrityFault(.wrapChanged, at: .compartment(id)) }
      guard keyring.holds(own) else {
        throw IntegrityFault(.wrapChanged, at: .compartment(member.compartment))
      }
    }
    if own.epoch > self.member?.epoch ?? 0 { actAs(own) }
  }

  /// The secrets that were opened before the log could be read must be the ones that the log names,
  /// before anything is sealed under them or wrapped to them: both wraps are sealed boxes, which anybody
  /// can make who knows the public keys.
  ///
  /// `isWhole` says that the log was read to the end of what the secrets were taken from. Otherwise the
  /// storage may hold a newer epoch than was read; it is judged when its entry comes.
  func checkFirstSecrets(against state: VaultState, isWhole: Bool) throws {
    guard let member, let own = state.compartments[member.compartment],
      keyring.holds(own.current), own.current.kind == .member,
      state.devices[device]?.member == member.compartment
    else { throw IntegrityFault(.secretWrong, at: .vault) }
    guard let id = state.vaultCompartment, let vault = state.compartments[id],
      claimedVault == nil || claimedVault == id
    else { throw IntegrityFault(.secretWrong, at: .vault) }
    let opened = Set(keyring.epochs(of: own.current.compartment).map(\.epoch))
    guard own.earlier.keys.allSatisfy(opened.contains) else {
      throw IntegrityFault(.wrapMissing, at: .compartment(own.current.compartment))
    }
    for compartment in [vault, own] {
      let (id, current) = (compartment.current.compartment, compartment.current)
      for epoch in keyring.epochs(of: id) {
        guard
          compartment.commitments[epoch.epoch] == epoch.commitment
            || !isWhole && epoch.epoch > current.epoch
        else { throw IntegrityFault(.secretWrong, at: .compartment(id)) }
      }
      guard !isWhole || keyring.holds(current) else {
        throw IntegrityFault(.secretWrong, at: .compartment(id))
      }
    }
  }

  /// The vault's key by a recovery key whose pieces stand on sheets, and every log key behind it, before the log can
  /// be read. Answers the recovery key as it claims to be; ``check(_:against:)`` holds it against the log.
  func openVault(
    by assembly: borrowing RecoveryAssembly, as id: CompartmentID, epoch lowest: UInt8,
    of vault: VaultID, in reader: any StorageReader
  ) throws -> CompartmentEpoch {
    let hash = ContentHash(vault)
    // A sheet says seven bits of the epoch; nobody makes a thousand keys.
    for number in stride(from: UInt32(lowest), to: 1_024, by: 128) where number > 0 {
      let key = try assembly.keepUnchecked(in: keyring, as: id, epoch: number)
      let place = try LocatorKey(of: key).firstWrapLocator()
      guard let bytes = try reader.wrap(at: place.bytes) else {
        keyring.forget(key)
        continue
      }
      do {
        let opener = try WrapOpener(key, in: keyring)
        let newest = try keyring.openFirst(bytes, kind: .vault, by: opener, in: hash)
        claim(newest.compartment)
        try unwindChain(from: newest, in: hash, of: reader) { try addLogKey(of: $0) }
        return key
      } catch is WrapError, is ChainError {
        throw IntegrityFault(.wrapChanged, at: .vault)
      }
    }
    throw SheetsOpenNothing()
  }

  /// The recovery key that the sheets gave, and the vault's secrets that it opened, must be those that the log names.
  func check(_ key: CompartmentEpoch, against state: VaultState) throws {
    guard state.recovery?.keys.main.epoch == key else { throw SheetsOpenNothing() }
    guard let id = state.vaultCompartment, let vault = state.compartment(id), claimedVault == id,
      keyring.holds(vault.current),
      keyring.epochs(of: id).allSatisfy({ vault.commitments[$0.epoch] == $0.commitment })
    else { throw IntegrityFault(.secretWrong, at: .vault) }
  }

  /// Opens every epoch of a compartment by its chain, and shows each to `visit`, the newest first.
  private func unwindChain(
    from newest: CompartmentEpoch, in vault: ContentHash, of reader: any StorageReader,
    toEnd: Bool = true, _ visit: (CompartmentEpoch) throws -> Void
  ) throws {
    var epoch = newest
    try visit(epoch)
    while epoch.epoch > 1 {
      let place = try Keyring.chainLocator(of: epoch)
      guard let bytes = try reader.wrap(at: place.bytes) else {
        guard toEnd else { return }
        throw IntegrityFault(.wrapMissing, at: .compartment(epoch.compartment))
      }
      epoch = try keyring.followFirst(bytes, from: epoch, in: vault)
      try visit(epoch)
    }
  }
}

/// This storage holds nothing for this device's key: it was never enrolled here, or not yet.
package struct NotEnrolled: Error, Equatable {
  package init() {}
}
