import AuditLog
import Casework
package import Keyring
import Sodium

// Both sheets of a practice, its database, and a new key: whoever has these gets in, and the first thing
// that the log says of it is who they are.

/// Who is let in by the sheets.
package enum SheetsOwner: Sendable {
  /// The practitioner, who lost their key.
  case practitioner
  /// Whoever closes the practice, by the name that they go by.
  case executor(named: String)

  fileprivate var isExecutor: Bool {
    if case .executor = self { true } else { false }
  }
}

extension Vault {
  /// Opens a practice's vault by its two sheets: verifies the whole log, admits this device's key, and
  /// forgets the recovery key. What no sheet can tell is whether this is the latest of the vault; `confirm`
  /// is told how far it goes, and throws to stop.
  ///
  /// The device keeps how far it verified before it is let in. Whatever a crash behind that leaves, the same
  /// goes on with it: the entry stands, and the device's key opens the vault; or it does not, and the sheets do.
  ///
  /// Throws ``SheetError``, ``SheetsOpenNothing``, ``IntegrityFault``, ``CannotRecover``.
  package static func recover(
    _ storage: any Storage, as owner: SheetsOwner, by first: borrowing RecoverySheet,
    and second: borrowing RecoverySheet, with identity: consuming DeviceIdentity,
    memory: any DeviceMemory, in surroundings: Surroundings, confirm: (LogEnd) throws -> Void
  ) throws -> Vault {
    let assembly = try RecoveryAssembly(first, second)
    let keys = try DeviceKeys(identity)
    let pin = try Pin.load(from: memory, with: keys)
    let vault = try storage.reading { VaultID(try $0.identity().vaultID) }
    if pin != nil,
      let known = try letIn(as: owner, of: vault, in: storage, with: keys, memory, surroundings)
    {
      return known
    }
    let key = CompartmentID.sheets(of: ContentHash(vault))
    defer { keys.keyring.forget(key) }
    var log = try storage.reading { reader in
      let epoch = try keys.openVault(
        by: assembly, as: key, epoch: first.epoch, of: vault, in: reader)
      var log = VerifiedLog(vault: vault)
      let size = try reader.size()
      while log.size < size {
        try log.takeNext(of: reader, with: keys).checkSignatures()
        guard log.size != pin?.size || log.root == pin?.root else {
          throw IntegrityFault(.forked, at: .entry(log.size))
        }
      }
      guard size >= pin?.size ?? 0 else { throw IntegrityFault(.rolledBack, at: .entry(size)) }
      try keys.check(epoch, against: log.state)
      return log
    }
    try confirm(LogEnd(size: log.size, at: log.state.latestClaim))
    try log.remember(in: memory, with: keys)
    let member = try admit(
      owner, to: log, in: storage, with: keys, memory: memory, surroundings)
    keys.keyring.forget(key)
    try storage.reading { try keys.openFirstWraps(of: vault, in: $0) }
    guard keys.member?.compartment == member else { throw NotEnrolled() }
    guard let pin = try Pin.load(from: memory, with: keys) else { throw NoPin() }
    let grown = try storage.reading { reader in
      try VerifiedLog.remembered(of: vault, upTo: pin, from: memory, in: reader, with: keys)
    }
    return try finish(grown, in: storage, with: keys, memory: memory, surroundings)
  }

  /// The vault, where this very device came in by sheets and a crash kept it from going on; nil where it has no
  /// key yet. Whoever is known here by other ways is judged as ever.
  private static func letIn(
    as owner: SheetsOwner, of vault: VaultID, in storage: any Storage, with keys: DeviceKeys,
    _ memory: any DeviceMemory,
    _ surroundings: Surroundings
  ) throws -> Vault? {
    do {
      try storage.reading { try keys.openFirstWraps(of: vault, in: $0) }
    } catch is NotEnrolled {
      return nil
    }
    let opened = try open(storage, with: keys, memory: memory, in: surroundings)
    guard let known = try opened.state.recoveries[opened.member], known.by == opened.member,
      known.isExecutor == owner.isExecutor
    else { throw CannotRecover.keyKnownAlready }
    return opened
  }

  /// Answers who it is.
  private static func admit(
    _ owner: SheetsOwner, to log: consuming VerifiedLog, in storage: any Storage,
    with keys: DeviceKeys, memory: any DeviceMemory, _ surroundings: Surroundings
  ) throws -> MemberID {
    guard log.state.devices[keys.device] == nil else { throw CannotRecover.keyKnownAlready }
    switch owner {
    case .executor(let name):
      let newcomer = try keys.foundingMember(named: name)
      let vault = try Vault(
        Journal(
          of: log, in: storage, as: newcomer.device.member, keys: keys, memory: memory,
          surroundings: surroundings))
      try vault.admit(newcomer)
      return newcomer.device.member
    case .practitioner:
      // An auditor, or somebody in training, may have been let in beside them.
      guard let member = log.state.practitioner else { throw CannotRecover.noSuchMember }
      let vault = try Vault(
        Journal(
          of: log, in: storage, as: member, keys: keys, memory: memory,
          surroundings: surroundings))
      try vault.admitPractitioner()
      return member
    }
  }

  /// The executor's entry: who they are, sealed to the vault, and the keys that come with it.
  private func admit(_ newcomer: Founder) throws {
    _ = try journal.recording { desk in
      guard let used = desk.state.recovery?.keys.main else { throw CannotRecover.notSetUp }
      let vaultEpoch = try vaultEpochInHand(of: desk.state)
      let record = try seal(
        header: try RecordText.member(named: newcomer.name), body: newcomer.request,
        shelf: Shelf.random(), to: [vaultEpoch])
      let member = NewMember(
        device: newcomer.device, compartment: newcomer.compartment, roles: Role.executor,
        name: record.notice)
      var opened = OpenedByRecovery()
      try sealAnew(
        what: [used], opens: member.id, as: newcomer.compartment.epoch, next: nil,
        in: desk.state.admitting(executor: member, at: desk.at), at: desk, into: &opened)
      let chunk = try recoveryChunk(
        try RecoveredKeys(pieces: [], wraps: opened.handed.added).text(), at: desk)
      let made = { (signature: RecoverySignature) in
        ExecutorAdmitted(
          member, wraps: opened.handed.added.count, chunk: chunk.address, signature: signature)
      }
      let event = made(
        try keys.keyring.signRecovery(
          try made(.none).statement(), in: ContentHash(id), with: used.epoch))
      var parts = Commit.Parts(
        chunks: [chunk], envelopes: [record.stored], wraps: [newcomer.wrap] + opened.handed.rows)
      parts.droppedWraps = try wraps(sealedTo: used, in: desk.state)
      try desk.append(event, storing: parts, spending: try desk.permit(for: event))
    }
  }

  /// The practitioner's: their new device, and the next epoch of their own compartment.
  private func admitPractitioner() throws {
    _ = try journal.recording { desk in
      guard let used = desk.state.recovery?.keys.main,
        let old = desk.state.compartment(member)?.current
      else { throw CannotRecover.notSetUp }
      let own = try keys.keyring.draw(member, kind: .member, epoch: old.epoch + 1)
      let device = keys.ownDevice(of: member)
      let sealed = try keys.keyring.wrapped(
        own, for: [try WrapHolder(of: device)], in: id, first: true)
      var opened = OpenedByRecovery()
      try sealAnew(
        what: [used], opens: member, as: own, next: nil,
        in: desk.state.withoutExposure(of: member), at: desk, into: &opened)
      let chunk = try recoveryChunk(
        try RecoveredKeys(pieces: [], wraps: opened.handed.added).text(), at: desk)
      let made = { (signature: RecoverySignature) in
        MemberRecovered(
          start: nil, device: device, compartment: sealed.sealed, next: nil, pieces: 0,
          wraps: opened.handed.added.count, chunk: chunk.address, signature: signature)
      }
      let event = made(
        try keys.keyring.signRecovery(
          try made(.none).statement(), in: ContentHash(id), with: used.epoch))
      var parts = Commit.Parts(chunks: [chunk], wraps: sealed.wraps + opened.handed.rows)
      let renewed = Set(parts.wraps.map(\.locator))
      parts.droppedWraps = try staleWraps(of: member, and: [used], in: desk.state)
        .filter { !renewed.contains($0) }
      try desk.append(event, storing: parts, spending: try desk.permit(for: event))
    }
  }

  private func vaultEpochInHand(of state: VaultState) throws -> CompartmentEpoch {
    guard let id = state.vaultCompartment, let epoch = state.compartment(id)?.current,
      keys.keyring.holds(epoch)
    else { throw IntegrityFault(.secretWrong, at: .vault) }
    return epoch
  }
}

/// Put together the sheets are no key of this vault: they are of another, or of a key that was replaced or
/// used.
package struct SheetsOpenNothing: Error, Equatable {}

extension DeviceKeys {
  /// This device as an entry names it.
  fileprivate func ownDevice(of member: MemberID) -> Device {
    let (known, locator) = (held.identity.publicKeys, held.identity.locatorKey)
    return Device(
      id: known.id, member: member, signingKey: ContentHash(digest: known.signing.span),
      boxKey: ContentHash(digest: known.box.span),
      locatorKey: ContentHash(digest: locator.bytes.span))
  }
}
