import CaseVault
import Casework
import Keyring
import SQLiteStorage
import System

/// A backup on its way to being the vault: put in place, opened, and taken away again if that fails.
struct RestoredVault {
  let folder: FilePath
  private let backup: String
  private let group: GroupID?
  private let session: Session
  /// What is to become of case files that nobody could open any more.
  private let closing: ClosingByRestoring

  /// How a device that remembers nothing of the vault opens it.
  enum FirstOpening {
    case by(Ticket)
    /// Its owner founded it alone.
    case byOwnSignature
    /// Not at all.
    case none
  }

  /// Looks whether the place is free before anything is asked for or made.
  init(
    from backup: String, at folder: FilePath?, group: String?, closing: ClosingByRestoring,
    in session: Session
  ) throws {
    self.closing = closing
    self.backup = try FilePath(backup).existing().string
    self.session = session
    self.folder = try folder ?? session.chosenVault() ?? session.places.standardVault
    guard try !self.folder.appending("vault.db").exists() else {
      throw StorageError.alreadyExists(path: self.folder.string)
    }
    self.group = try group.map { try SharingGroup(named: $0).id }
  }

  /// Opens what the backup holds. A stopping signal waits, so that no half of it stays behind.
  /// `telling` gets what a restoring takes away again.
  func opened(
    accepting: Bool, _ first: FirstOpening, telling: (TakenByRestoring) -> Void
  ) throws -> Vault {
    let source = try SQLiteStorage.open(copy: backup)
    let id = try source.reading { try $0.identity().vaultID }
    let identity = try session.key.open()
    let memory = FolderMemory(
      session.places.memory(
        ofVault: id.hexadecimal, device: identity.publicKeys.id.hexadecimal))
    if case .by(let ticket) = first, try memory.load(.pin) == nil {
      try FingerprintCheck.ask(session.questions, about: ticket, as: identity.publicKeys)
    }
    var key: DeviceIdentity? = identity
    let isNew = try !folder.exists()
    return try Signals.deferring {
      do {
        return try placed(source, with: &key, memory, accepting: accepting, first, telling)
      } catch {
        if isNew { PrivateFolder(folder).removeIfEmpty() }
        throw error
      }
    }
  }

  /// `key` is taken once the copy is in place.
  private func placed(
    _ source: SQLiteStorage, with key: inout DeviceIdentity?, _ memory: FolderMemory,
    accepting: Bool, _ first: FirstOpening, _ telling: (TakenByRestoring) -> Void
  ) throws -> Vault {
    let storage = try source.restore(to: folder.string, group: group)
    do {
      // From here on the device would remember the restored vault; whoever stops it, stops it now.
      if Signals.pending != nil { throw PromptError.interrupted }
      guard let key = key.take() else { throw NoKeyYet(path: session.key.file.path) }
      let vault = try opened(
        storage, with: key, memory, accepting: accepting, first, telling)
      try VaultChoice.remember(folder, session.places)
      return vault
    } catch {
      try storage.discard()
      throw error
    }
  }

  /// A device without a memory of the vault opens it as for the first time; any other holds it against what
  /// it remembers.
  private func opened(
    _ storage: SQLiteStorage, with key: consuming DeviceIdentity, _ memory: FolderMemory,
    accepting: Bool, _ first: FirstOpening, _ telling: (TakenByRestoring) -> Void
  ) throws -> Vault {
    let bar = SharedBar("Verifying", in: session.environment)
    defer { bar.finish() }
    guard try memory.load(.pin) == nil else {
      return try Vault.restore(
        storage, accepting: accepting, closing: closing, with: key, memory: memory,
        in: .ofThisMachine, progress: { bar.show($0) }, telling: telling)
    }
    switch first {
    case .by(let ticket):
      return try Vault.join(
        storage, by: ticket, with: key, memory: memory, in: .ofThisMachine
      ) { bar.show($0) }
    case .byOwnSignature:
      // Nobody is asked here: Ctrl-C waits until the copy is in place or gone. The answer says how far it goes.
      return try Vault.resume(
        storage, with: key, memory: memory, in: .ofThisMachine, progress: { bar.show($0) }
      ) { _ in }
    case .none:
      throw BackupOfUnknownVault()
    }
  }
}

/// This device has never verified the vault that the backup is of.
struct BackupOfUnknownVault: WordedError {
  var wording: Wording {
    Wording(
      .locked, "not-joined", "this device has never verified this vault",
      hint:
        "with a ticket: casevault vault restore FILE --ticket TICKET; a practice that you founded alone: casevault vault restore FILE --without-ticket"
    )
  }
}

extension Loss: WordedError {
  var wording: Wording {
    Wording(
      .refused, "loss",
      "this device has verified \(TerminalText.count(Int(pinned), "entry", "entries")), and that copy has \(found): \(TerminalText.count(Int(entries), "entry", "entries")) would be given up",
      hint: "look for a newer copy; if there is none: casevault vault restore FILE --accept-loss")
  }
}

extension NotRestored: WordedError {
  var wording: Wording {
    let lacks: TerminalText =
      "lacks \(TerminalText.count(Int(clamping: pinned) - Int(clamping: found), "entry", "entries")) that this device has verified"
    return Wording(
      .refused, "not-restored",
      "the vault \(found < pinned ? lacks : "goes on otherwise than this device has verified"), and no entry says that it was restored",
      hint:
        "bring the newer file back; if it is lost, an administrator restores the backup on purpose: casevault vault restore FILE --accept-loss"
    )
  }
}
