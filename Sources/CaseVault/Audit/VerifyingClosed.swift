import AuditLog
package import Casework
package import Keyring

extension Vault {
  /// Verifies a vault that is not open, and perhaps cannot be opened any more: damaged, cut, put back to
  /// an older state, or lying on a medium that takes no writes.
  ///
  /// With the pin in `memory`, and without it where this device has none. Throws ``NotEnrolled`` only
  /// then: a vault that this device once verified has its first keys, or somebody took them away. Throws
  /// ``UnusableCheckpoint`` for a checkpoint of another vault.
  package static func verify(
    _ storage: any Storage, with identity: consuming DeviceIdentity, memory: any DeviceMemory,
    at moment: Moment = Surroundings.ofThisMachine.now(),
    against checkpoint: KeptCheckpoint? = nil, progress: (Double) -> Void = { _ in }
  ) throws -> VerificationReport {
    let keys = try DeviceKeys(identity)
    let pin = try Pin.load(from: memory, with: keys)
    var report = try verify(
      storage, with: keys, pin: pin, isKnown: pin != nil, against: checkpoint, progress: progress)
    report.givenUp = try report.whatWasGivenUp(of: storage, from: memory, with: keys)
    report.keep(at: moment, in: memory, with: keys)
    return report
  }

  /// `isKnown` says that this device has its first keys there, or had.
  static func verify(
    _ storage: any Storage, with keys: DeviceKeys, pin: Pin?, isKnown: Bool,
    against checkpoint: KeptCheckpoint? = nil, progress: (Double) -> Void
  ) throws -> VerificationReport {
    let vault = try storage.reading { VaultID(try $0.identity().vaultID) }
    try checkpoint?.check(for: vault)
    do {
      try storage.reading { reader in
        try reader.checkIdentity(vault)
        try keys.openFirstWraps(of: vault, in: reader)
      }
    } catch is NotEnrolled where isKnown {
      return .unopened(
        vault, because: IntegrityFault(.wrapMissing, at: .vault), against: checkpoint)
    } catch let fault as IntegrityFault {
      return .unopened(vault, because: fault, against: checkpoint)
    }
    return try verify(
      storage, with: keys, vault: vault, pin: pin, against: checkpoint, progress: progress)
  }
}

extension VerificationReport {
  /// Whether this is a history that the device has given up. One that the pin does not go with was read as far as
  /// that alone: it is verified once more without the pin, since stored hashes by themselves prove nothing.
  fileprivate func whatWasGivenUp(
    of storage: any Storage, from memory: any DeviceMemory, with keys: DeviceKeys
  ) throws -> GivenUpCopy? {
    let kept = KeptRestorings.load(from: memory, with: keys)
    guard !kept.histories.isEmpty else { return nil }
    guard firstFault?.kind == .forked || firstFault?.kind == .rolledBack else {
      switch outside?.standing {
      // Also of another key: that for checkpoints changes with the vault's, and may have in what was given up.
      case .givenUp, .otherHistory, .beyondLog, .otherKey:
        return outside.flatMap { kept.standing(of: $0) }
      case .contained, .unrecorded, .laterGeneration, .changed, .notJudged, nil: return nil
      }
    }
    let whole = try Vault.verify(storage, with: keys, vault: vault, pin: nil)
    guard whole.isWhole else { return nil }
    return try storage.reading { reader in
      let tree = StoredTree(reader, size: whole.size)
      return try kept.standing(size: whole.size, generation: whole.generation) {
        $0 == 0 ? .ofEmptyTree : try tree.root(at: $0)
      }
    }
  }

  /// Has the device remember what came of it.
  func keep(at moment: Moment, in memory: any DeviceMemory, with keys: DeviceKeys) {
    LastVerification(size: size, at: moment, isWhole: isWhole).keep(in: memory, with: keys)
  }

  /// Where not even the first keys could be had, there is one fault and nothing else to be said.
  fileprivate static func unopened(
    _ vault: VaultID, because fault: IntegrityFault, against checkpoint: KeptCheckpoint?
  ) -> Self {
    VerificationReport(
      vault: vault, size: 0, root: .ofEmptyTree, generation: 0, envelopes: 0, firstFault: fault,
      faults: 1, notJudged: 0, violations: [], stepsBack: [], withoutWrap: 0, overdue: 0,
      beyondExchange: 0,
      checkpoint: nil,
      outside: checkpoint.map {
        CheckpointEvidence(of: $0).outcome(in: VaultState(), good: 0, of: 0)
      })
  }
}

extension StorageReader {
  /// The name that the storage gives itself must be the one in its entries: under another, no key would
  /// be found, and that would look as if nobody had ever enrolled this device.
  fileprivate func checkIdentity(_ vault: VaultID) throws {
    let size = try size()
    guard size > 0 else { return }
    for position in [0, size - 1] {
      guard let stored = try leaf(at: position) else { return }
      do throws(LeafRefusal) {
        _ = try Leaf(stored.bytes, of: vault)
        return
      } catch .foreignVault {
        continue
      } catch {
        return
      }
    }
    throw IntegrityFault(.identityWrong, at: .vault)
  }
}
