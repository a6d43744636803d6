package import AuditLog
package import Casework
package import Keyring
import Sodium

extension Vault {
  /// Opens a vault that this device has opened before, and takes in what others wrote since.
  ///
  /// Throws ``NoPin`` where the device has none: the first opening needs a ticket. Throws
  /// ``IntegrityFault`` where the storage is not what this device verified, or goes on wrongly.
  package static func open(
    _ storage: any Storage, with identity: consuming DeviceIdentity, memory: any DeviceMemory,
    in surroundings: Surroundings
  ) throws -> Vault {
    try open(storage, with: DeviceKeys(identity), memory: memory, in: surroundings)
  }

  /// The same with an identity that is open already.
  static func open(
    _ storage: any Storage, with keys: DeviceKeys, memory: any DeviceMemory,
    in surroundings: Surroundings
  ) throws -> Vault {
    do {
      return try openOnce(storage, with: keys, memory: memory, in: surroundings)
    } catch is DamagedMemory {
      // It has been let go of: the log says the same.
      return try openOnce(storage, with: keys, memory: memory, in: surroundings)
    }
  }

  private static func openOnce(
    _ storage: any Storage, with keys: DeviceKeys, memory: any DeviceMemory,
    in surroundings: Surroundings
  ) throws -> Vault {
    let sealed = try memory.load(.pin)
    guard let pin = try Pin(sealed: sealed, with: keys) else { throw NoPin() }
    let vault = try storage.reading { VaultID(try $0.identity().vaultID) }
    var log = try storage.reading { reader in
      do {
        try keys.openFirstWraps(of: vault, in: reader)
      } catch is NotEnrolled {
        // The entry that would say why is sealed under a key that this device does not get any more.
        throw keys.whyNoWrap(in: reader, of: vault, knowing: pin, from: memory)
      }
      return try VerifiedLog.remembered(
        of: vault, upTo: pin, from: memory, in: reader, with: keys)
    }
    log.seenSealed = sealed
    return try finish(log, in: storage, with: keys, memory: memory, surroundings)
  }

  /// The first opening on this device: verifies the whole log against a ticket handed over by hand.
  ///
  /// Throws ``IntegrityFault`` unless the log is that of the ticket's vault and has, at the ticket's
  /// size, the ticket's root; and, where this device has verified this vault before, the pin's at its
  /// size: an old ticket is no way around a rollback. `progress` gets a share from 0 to 1.
  package static func join(
    _ storage: any Storage, by ticket: Ticket, with identity: consuming DeviceIdentity,
    memory: any DeviceMemory, in surroundings: Surroundings,
    progress: (Double) -> Void = { _ in }
  ) throws -> Vault {
    let keys = try DeviceKeys(identity)
    if try storage.reading({ try $0.size() }) == 0 {
      try cosign(storage, by: ticket, with: keys, in: surroundings)
    }
    let pin = try Pin.load(from: memory, with: keys)
    let log = try storage.reading { reader in
      guard try reader.identity().vaultID == ContentHash(ticket.vault) else {
        throw TicketMismatch.otherVault
      }
      try keys.openFirstWraps(of: ticket.vault, in: reader)
      var log = VerifiedLog(vault: ticket.vault)
      let known = max(ticket.size, pin?.size ?? 0)
      let size = try reader.size()
      guard size >= pin?.size ?? 0 else { throw IntegrityFault(.rolledBack, at: .entry(known)) }
      guard size >= ticket.size else { throw TicketMismatch.behind(by: ticket.size - size) }
      // All on the way, the shortest first; a ticket from before the founding ends at nothing.
      for size in [ticket.size, pin?.size ?? ticket.size, max(known, 1)].sorted() {
        try log.takeTail(of: reader, with: keys, upTo: size) {
          progress(Double($0) / Double(max(known, 1)))
        }
        guard size != ticket.size || log.root == ticket.root else {
          throw TicketMismatch.otherHistory
        }
        guard size != pin?.size || log.root == pin?.root else {
          throw IntegrityFault(.forked, at: .entry(size))
        }
      }
      // Compared aloud it proves something only of a vault that its owner is a member of.
      try ticket.checkIssuer(among: log.state.devices.values)
      return log
    }
    return try finish(log, in: storage, with: keys, memory: memory, surroundings)
  }

  /// The first opening without a ticket, for whoever lost what their device remembered of a practice of their
  /// own: they founded it alone with this very key, so its log is theirs by their own signatures.
  ///
  /// What nothing here can tell is whether this is the latest of it; `confirm` is told how far it goes, and
  /// throws to stop. Where this device remembers the vault it opens as ever. Throws ``TicketNeeded`` for any
  /// other vault. `progress` gets a share from 0 to 1, and nothing more once `confirm` is asked.
  package static func resume(
    _ storage: any Storage, with identity: consuming DeviceIdentity, memory: any DeviceMemory,
    in surroundings: Surroundings, progress: (Double) -> Void = { _ in },
    confirm: (LogEnd) throws -> Void
  ) throws -> Vault {
    let keys = try DeviceKeys(identity)
    guard try Pin.load(from: memory, with: keys) == nil else {
      return try open(storage, with: keys, memory: memory, in: surroundings)
    }
    let log = try storage.reading { reader in
      let vault = VaultID(try reader.identity().vaultID)
      try keys.openFirstWraps(of: vault, in: reader)
      var log = VerifiedLog(vault: vault)
      let size = try reader.size()
      guard size > 0 else { throw TicketNeeded() }
      try log.takeTail(of: reader, with: keys, upTo: 1)
      // The founding is what the vault's id is the hash of, and one's own signature stands under it.
      guard log.state.preset == .solo,
        log.state.members.values.contains(where: { $0.devices.contains(keys.device) })
      else { throw TicketNeeded() }
      try log.takeTail(of: reader, with: keys) { progress(Double($0) / Double(size)) }
      return log
    }
    try confirm(LogEnd(size: log.size, at: log.state.latestClaim))
    return try finish(log, in: storage, with: keys, memory: memory, surroundings)
  }

  static func finish(
    _ log: consuming VerifiedLog, in storage: any Storage, with keys: DeviceKeys,
    memory: any DeviceMemory, _ surroundings: Surroundings, settling: Bool = true
  ) throws -> Vault {
    guard let member = keys.member?.compartment else { throw NotEnrolled() }
    let journal = Journal(
      of: log, in: storage, as: member, keys: keys, memory: memory, surroundings: surroundings)
    return try journal.tellingDamage {
      try journal.catchUp()
      try keys.checkFirstSecrets(against: journal.state, isWhole: true)
      if let left = try journal.state.members[member]?.left { throw HasLeft(at: left) }
      guard try journal.state.isInUse(keys.device, by: member) else { throw DeviceIsRevoked() }
      let vault = try Vault(journal)
      if settling { try vault.settle() }
      return vault
    }
  }
}

extension Vault {
  /// Founds a vault for one person's practice, and opens it.
  package static func foundSolo(
    by name: String, with identity: consuming DeviceIdentity,
    memory: any DeviceMemory, in surroundings: Surroundings,
    creating: (VaultID) throws -> any Storage
  ) throws -> Vault {
    let keys = try DeviceKeys(identity)
    let founder = try keys.foundingMember(named: name)
    let draft = try keys.draftFounding(.solo, by: [founder], at: surroundings.now())
    let storage = try creating(draft.vault)
    do {
      try keys.enter(draft, signedBy: [], in: storage)
      let log = VerifiedLog(vault: draft.vault)
      return try finish(log, in: storage, with: keys, memory: memory, surroundings)
    } catch {
      // Half founded it would be in the way of the next attempt, and nobody could open it.
      try? storage.discard()
      throw error
    }
  }

  /// Draws up an agency with a second founder. It begins when that founder has joined.
  package static func foundAgency(
    by name: String, with other: VerifiedRequest, named otherName: String,
    identity: consuming DeviceIdentity, in surroundings: Surroundings,
    creating: (VaultID) throws -> any Storage
  ) throws -> Ticket {
    let keys = try DeviceKeys(identity)
    let founders = [try keys.foundingMember(named: name), Founder(other, named: otherName)]
    let draft = try keys.draftFounding(.agency, by: founders, at: surroundings.now())
    let storage = try creating(draft.vault)
    do {
      try keys.keepWaiting(draft, for: other, in: storage)
    } catch {
      try? storage.discard()
      throw error
    }
    return Ticket(
      vault: draft.vault, size: 0, root: .ofEmptyTree, generation: 1,
      issuer: keys.held.identity.publicKeys.fingerprint)
  }

  /// The second founder signs what the first drew up: entry 0 stands, with both signatures.
  private static func cosign(
    _ storage: any Storage, by ticket: Ticket, with keys: DeviceKeys, in surroundings: Surroundings
  ) throws {
    guard let sealed = try storage.reading({ try $0.pendingFounding() }) else {
      throw NotEnrolled()
    }
    let waiting = try WaitingFounding(opening: sealed, with: keys.held.identity)
    guard waiting.header.vault == ticket.vault else { throw TicketMismatch.otherVault }
    try storage.reading { reader in
      try keys.openFirstWraps(of: ticket.vault, in: reader)
      let founded = try keys.checkedOwnPart(of: waiting, from: reader)
      try ticket.checkIssuer(among: founded.members.map(\.device))
    }
    try keys.enter(
      FoundingDraft(
        vault: ticket.vault, event: waiting.event, header: waiting.header, parts: Commit.Parts()),
      signedBy: [waiting.signature], in: storage)
  }
}

/// This device has never verified this vault.
package struct NoPin: Error, Equatable {}

/// This device verified the vault before, and there is no key for it any more: its member has left, or the
/// device was revoked, and the keys were exchanged; or somebody took the rows away. Only those who still have
/// a key can tell which.
package struct OpensNoLonger: Error, Equatable {}

/// The device was revoked, by its member or by two others. Nothing is shown, and nothing recorded.
package struct DeviceIsRevoked: Error, Equatable {}

extension VaultState {
  /// False for a device of the member's that was revoked. One that the log does not know yet, or knows as
  /// somebody else's, is judged where its keys are held against the log.
  func isInUse(_ device: DeviceID, by member: MemberID) -> Bool {
    guard devices[device]?.member == member else { return true }
    return members[member]?.devices.contains(device) ?? false
  }
}

/// The member worked here and does so no longer. Nothing is shown, and nothing recorded.
package struct HasLeft: Error, Equatable {
  package let at: Moment
}

/// A vault that was not founded alone with this device's key is opened first with a ticket.
package struct TicketNeeded: Error, Equatable {}

/// How far a log goes: its number of entries, and the latest time that one of them claims.
package struct LogEnd: Sendable, Equatable {
  package let size: UInt64
  package let at: Moment?
}

/// A ticket that does not fit the storage it is shown to.
package enum TicketMismatch: Error, Equatable {
  case otherVault
  case otherHistory
  /// The storage has so many entries fewer than the ticket was made from.
  case behind(by: UInt64)
  /// It shows the fingerprint of somebody who is no member of the vault.
  case issuerNotAMember
}

extension Ticket {
  fileprivate func checkIssuer(among devices: some Sequence<Device>) throws {
    guard devices.contains(where: { $0.fingerprint == issuer }) else {
      throw TicketMismatch.issuerNotAMember
    }
  }
}
