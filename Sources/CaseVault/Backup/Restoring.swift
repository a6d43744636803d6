import AuditLog
package import Casework
package import Keyring
import Sodium

/// What would be given up by going on from an older copy.
package struct Loss: Error, Sendable, Equatable {
  /// How far this device had verified the log, and how far the copy goes.
  package let pinned: UInt64
  package let found: UInt64
  /// What this device remembers as taken away, and what runs in the log at hand all the same, but for what a
  /// restoring that waits there takes away again. Nil where it does not remember.
  package var givenBack: [Taking]?

  package var entries: UInt64 { pinned > found ? pinned - found : 0 }
}

/// The vault is not what this device has verified, and no entry of it says that it was restored.
package struct NotRestored: Error, Sendable, Equatable {
  /// How far this device had verified the log, and how far the one at hand goes.
  package let pinned: UInt64
  package let found: UInt64
}

extension Vault {
  /// Opens a storage that lies behind this device's pin, giving up by name what lies between, and taking away
  /// again what this device remembers as taken away there.
  ///
  /// In a solo practice the `vault.restored` entry stands at once and the pin moves. In an agency it is
  /// proposed here, and stands when another member has approved it. Throws ``Loss`` unless `accepting` it,
  /// ``RestoringClosesFiles`` unless it is said what becomes of these, and ``IntegrityFault`` where the
  /// storage's own log does not hold; `HasLeft` and `DeviceIsRevoked` where this device remembers that of its
  /// own owner. `telling` gets what is taken away, before anything is recorded. `progress` gets a share from
  /// 0 to 1.
  package static func restore(
    _ storage: any Storage, accepting: Bool, closing: ClosingByRestoring = .refused,
    with identity: consuming DeviceIdentity,
    memory: any DeviceMemory, in surroundings: Surroundings,
    progress: (Double) -> Void = { _ in }, telling: (TakenByRestoring) -> Void = { _ in }
  ) throws -> Vault {
    let keys = try DeviceKeys(identity)
    guard let pin = try Pin.load(from: memory, with: keys) else { throw NoPin() }
    var log = try wholeLog(of: storage, with: keys, knowing: pin, from: memory, progress)
    log.seen = pin
    guard log.size < pin.size else {
      return try Vault.open(storage, with: keys, memory: memory, in: surroundings)
    }
    guard accepting else { throw Loss(pinned: pin.size, found: log.size) }
    let remembered = try Remembered(of: log.vault, from: memory, with: keys)
    // The pin moves with the entry that says why, or not at all: whoever may not restore would otherwise
    // have made this device forget what it had seen.
    let held = HeldMemory(memory)
    let opened = try Vault.finish(
      log, in: storage, with: keys, memory: held, surroundings, settling: false)
    let taken = try opened.whatIsTakenAgain(by: remembered, closing: closing)
    telling(taken)
    try remembered.keep(what: try opened.state, in: memory, with: keys)
    try opened.giveUp(pin, taking: taken.named)
    try opened.noteGivenUp(pin, leaving: taken.byHand ?? [], in: held)
    try held.release()
    // Where it stands at once, so does what follows from it: whoever lost a key has it until it is exchanged.
    if try opened.state.quorum == 1 { try opened.settle() }
    return opened
  }

  /// Accepts, on this device, that the vault went on from an older copy: its log must say so itself.
  ///
  /// A restoring that still waits for a second member is enough: that member's device may well have verified
  /// more than the copy holds, and could otherwise never open it to approve. Where there is nothing to accept
  /// the vault opens as ever, and `confirm`, which is told what would be given up, and what comes back that
  /// this device remembers as taken away, and throws to stop, is not asked. Throws ``NotRestored`` where no
  /// entry speaks of it. `progress` gets a share from 0 to 1, and nothing more once `confirm` is asked.
  package static func accept(
    _ storage: any Storage, with identity: consuming DeviceIdentity, memory: any DeviceMemory,
    in surroundings: Surroundings, progress: (Double) -> Void = { _ in },
    confirm: (Loss) throws -> Void = { _ in }
  ) throws -> Vault {
    let keys = try DeviceKeys(identity)
    guard let pin = try Pin.load(from: memory, with: keys) else { throw NoPin() }
    var log = try wholeLog(of: storage, with: keys, knowing: pin, from: memory, progress)
    log.seen = pin
    if log.state.generation > pin.generation || log.state.hasRestoringProposed {
      let remembered = try Remembered(of: log.vault, from: memory, with: keys)
      let back = remembered.stillGivenBack(by: log.state)
      try confirm(Loss(pinned: pin.size, found: log.size, givenBack: back))
      try remembered.keep(what: log.state, in: memory, with: keys)
      // What is due in an older copy is done when the restoring stands, by whoever opens it then.
      let opened = try Vault.finish(
        log, in: storage, with: keys, memory: memory, surroundings, settling: false)
      try opened.noteGivenUp(pin, leaving: back ?? [], in: memory)
      return opened
    }
    do {
      return try Vault.open(storage, with: keys, memory: memory, in: surroundings)
    } catch let fault as IntegrityFault where [.rolledBack, .forked].contains(fault.kind) {
      throw NotRestored(pinned: pin.size, found: log.size)
    }
  }

  /// The storage's log from its first entry, whatever this device remembers of another.
  private static func wholeLog(
    of storage: any Storage, with keys: DeviceKeys, knowing pin: Pin,
    from memory: any DeviceMemory, _ progress: (Double) -> Void
  ) throws -> VerifiedLog {
    try storage.reading { reader in
      let vault = VaultID(try reader.identity().vaultID)
      do {
        try keys.openFirstWraps(of: vault, in: reader)
      } catch is NotEnrolled {
        throw keys.whyNoWrap(in: reader, of: vault, knowing: pin, from: memory)
      }
      var log = VerifiedLog(vault: vault)
      let size = try reader.size()
      try log.takeTail(of: reader, with: keys) { progress(Double($0) / Double(size)) }
      return log
    }
  }

  private func giveUp(_ pin: Pin, taking taken: TakenAgain) throws {
    let generation = try state.generation + 1
    let content = VaultRestored(
      lostSize: pin.size, lostRoot: ContentHash(pin.root), generation: generation, taking: taken)
    _ = try journal.recording { desk in
      if desk.state.quorum == 1 {
        let parts = try parts(takingEffectOf: content, in: desk.state)
        try desk.append(content, storing: parts, spending: try desk.permit(for: content))
        try desk.transaction.setGeneration(generation)
      } else {
        let proposal = ActProposed(content)
        try desk.append(proposal, spending: try desk.permit(for: proposal))
      }
    }
  }
}

extension Vault {
  /// What goes from the storage with a restoring: the keys of the grants that it ends.
  func parts(
    takingEffectOf restored: VaultRestored, in state: VaultState
  ) throws -> Commit.Parts {
    var parts = Commit.Parts()
    for ended in restored.taken.ended {
      guard let given = state.grant(ended.grant)?.given,
        let compartment = state.compartment(given.compartment)
      else { continue }
      parts.droppedWraps += try oldWraps(of: compartment, in: state)
    }
    return parts
  }
}

extension VaultState {
  /// Whether a member has proposed to go on from an older copy.
  fileprivate var hasRestoringProposed: Bool {
    proposals.values.contains { $0.content is VaultRestored }
  }
}
