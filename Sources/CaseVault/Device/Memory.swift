import AuditLog
import Casework
import Keyring
import Sodium

// How a verified log is kept outside the vault, and found again.

extension VerifiedLog {
  /// So many entries may stand between the kept state and the pin; taking them in again costs some 20 µs
  /// each, writing the state a few milliseconds, and more as the log grows.
  private var mostBehind: UInt64 { min(max(size / 64, 32), 128) }
  /// The same for what the entries' chunks hold: an import of thousands of files is one entry.
  static let mostBytesBehind = 16_384

  /// Keeps the pin, and from time to time the state; call after every open and every own commit.
  ///
  /// At once where something was taken away from somebody: of what an older copy gives back, this is all that
  /// is known (``Restoring``).
  ///
  /// `prepared` is the ``sealedSnapshot(for:)`` of this very log, where it was made before.
  ///
  /// State before pin: a crash between them leaves a state that is older than the pin allows, or one that
  /// is newer than the pin and is not used.
  mutating func remember(
    in memory: any DeviceMemory, with keys: DeviceKeys, prepared: [UInt8]? = nil
  ) throws {
    if isDueToBeKept {
      try memory.save(try prepared ?? sealedSnapshot(for: keys.held.identity), as: .state)
      // Behind the state that knows of them: a crash in between leaves too many, which does no harm.
      if tookAway { try KeptTakings.settle(with: state, in: memory, with: keys) }
      kept = size
      bytesBehind = 0
      tookAway = false
    }
    try keepPin(in: memory, with: keys)
  }

  /// Keeps the pin, unless another program of this device has come further meanwhile: it commits after us
  /// and may be quicker to say so. A pin that nobody has touched since we saw it goes, also for a shorter
  /// one: then its loss was accepted.
  private mutating func keepPin(in memory: any DeviceMemory, with keys: DeviceKeys) throws {
    let own = Pin(self)
    let isKept = try memory.alone {
      let sealed = try memory.load(.pin)
      // What we put there ourselves need not be opened again.
      let isOurs = sealed != nil && sealed == seenSealed
      let kept = try isOurs ? seen : Pin(sealed: sealed, with: keys)
      if let kept, kept != seen, try kept.reachesFurther(than: own) { return false }
      if kept != own {
        let renewed = try keys.held.identity.sealForThisDevice(own.bytes, purpose: .pin)
        try memory.save(renewed, as: .pin)
        seenSealed = renewed
      }
      return true
    }
    if isKept { seen = own }
  }

  /// Whether the state is to be kept with the next pin.
  var isDueToBeKept: Bool {
    kept.map { size - $0 >= mostBehind } ?? true || bytesBehind >= Self.mostBytesBehind || tookAway
  }

  /// The log up to this device's pin, or to nothing where there is none. The tail is not taken in.
  ///
  /// The pin has to be loaded before the reader's view of the storage begins: another program of this
  /// device may commit and move the pin at any time, and a view from before that commit would look as if
  /// the storage had been rolled back.
  ///
  /// What lies before the pin needs no second look at its signatures: the root that comes out must be
  /// the pinned one, or the database is another than the one this device verified.
  static func remembered(
    of vault: VaultID, upTo pin: Pin?, from memory: any DeviceMemory, in reader: any StorageReader,
    with keys: DeviceKeys
  ) throws -> VerifiedLog {
    guard let pin else { return VerifiedLog(vault: vault) }
    guard try reader.size() >= pin.size else {
      throw IntegrityFault(.rolledBack, at: .entry(pin.size))
    }
    if let kept = try snapshot(of: vault, from: memory, with: keys, upTo: pin.size),
      let log = try? kept.reaching(pin, in: reader, with: keys)
    {
      return log
    }
    // Also where what is kept is of a history that was given up: the pin moves first (``HeldMemory``).
    return try VerifiedLog(vault: vault).reaching(pin, in: reader, with: keys)
  }

  /// This log with what follows up to the pin. Throws where that is another history than the pin's.
  private consuming func reaching(
    _ pin: Pin, in reader: any StorageReader, with keys: DeviceKeys
  ) throws -> VerifiedLog {
    var log = self
    while log.size < pin.size { _ = try log.takeNext(of: reader, with: keys) }
    guard log.root == pin.root else { throw IntegrityFault(.forked, at: .entry(pin.size)) }
    log.seen = pin
    return log
  }
}
