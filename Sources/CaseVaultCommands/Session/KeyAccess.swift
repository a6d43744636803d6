import CaseVault
import Casework
import Keyring
import Sodium
import System
import VaultAgent

/// The way from a key file to the identity in it, and back.
struct KeyAccess: Sendable {
  let file: PrivateFile
  let passphrases: PassphraseSource
  let screen: Screen
  let places: Places

  var exists: Bool { get throws { try file.path.exists() } }

  /// Whether the agent holds it, so that nobody has to be asked.
  var isUnlocked: Bool { get throws { try unlocked(KeyFileID(of: sealed())) != nil } }

  /// The identity of the key file: as the agent holds it, or else opened with the passphrase of its owner.
  ///
  /// Whoever hands a passphrase over on a descriptor is not helped by an agent: it may hold the key and the
  /// passphrase be wrong.
  func open() throws -> DeviceIdentity {
    let bytes = try sealed()
    if !passphrases.comeFromProgram, let identity = unlocked(KeyFileID(of: bytes)) {
      return identity
    }
    return DeviceIdentity(try opened(bytes))
  }

  /// The secrets in the key file, by its passphrase alone.
  func openByPassphrase() throws -> (secrets: HeldSecrets, key: KeyFileID) {
    let bytes = try sealed()
    return (try opened(bytes), KeyFileID(of: bytes))
  }

  /// Makes a new identity and its key file. Looks first, so that nobody chooses a passphrase in vain.
  func create(cost: KeyFileCost = .standard) throws -> DeviceIdentity {
    guard try !exists else { throw FileError(file.path, .alreadyExists) }
    let identity = try DeviceIdentity.random()
    let chosen = try passphrases.newPassphrase(
      "New passphrase for your key, \(PassphraseRules.fewestCharacters) characters or more: ",
      screen: screen)
    let bytes = try KeyFile.seal(identity, under: chosen, cost: cost)
    let folder = file.path.parent
    if try !folder.exists() { try PrivateFolder(folder).create() }
    try file.create(with: bytes)
    return identity
  }

  /// Seals the same identity under another passphrase. The old file stays until the new one is whole
  /// and durable: at no moment is there none. An agent that holds the key wipes it when it sees the new file.
  func changePassphrase() throws {
    let old = try sealed()
    let cost = try KeyFile.cost(of: old)
    let identity = DeviceIdentity(try opened(old))
    let chosen = try passphrases.newPassphrase(
      "New passphrase, \(PassphraseRules.fewestCharacters) characters or more: ", screen: screen)
    let isFit = cost.memory >= KeyFileCost.leastMemory
    let new = try KeyFile.seal(identity, under: chosen, cost: isFit ? cost : .standard)
    let alone = try KeyFileLock(on: file, waitingAtMost: KeyFileLock.patience)
    defer { alone.release() }
    // While somebody thought of a passphrase, another command may have put a new key here.
    guard try sealed() == old else { throw KeyExchangedMeanwhile() }
    try file.replace(with: new)
    try places.unlockCounter(of: KeyFileID(of: old))
      .move(to: places.unlockCounter(of: KeyFileID(of: new)))
  }

  /// A new key, sealed at the cost of this one and not written yet: under a new passphrase, or under this one's,
  /// which its owner is asked for.
  func makeNext(
    keepingPassphrase: Bool
  ) throws -> (secrets: HeldSecrets, bytes: [UInt8]) {
    let old = try sealed()
    // Whoever sits down at an unlocked screen shall not make the key their own.
    if !keepingPassphrase, !passphrases.comeFromProgram, try isUnlocked { _ = try opened(old) }
    let cost = try KeyFile.cost(of: old)
    let fitting = cost.memory >= KeyFileCost.leastMemory ? cost : .standard
    let secrets = try DeviceIdentity.random().held()
    let chosen: ChosenPassphrase
    if keepingPassphrase {
      chosen = try passphrases.presentPassphrase("Passphrase for \(file.path), to keep it: ") {
        do {
          _ = try KeyFile.open(old, with: $0)
        } catch KeyFileError.wrongPassphrase {
          // The agent may have opened the vault for whoever guesses here.
          try counter().add(at: Surroundings.ofThisMachine.now())
          throw KeyFileError.wrongPassphrase
        }
      }
    } else {
      chosen = try passphrases.newPassphrase(
        "New passphrase, \(PassphraseRules.fewestCharacters) characters or more: ", screen: screen)
    }
    return (secrets, try KeyFile.seal(DeviceIdentity(secrets), under: chosen, cost: fitting))
  }

  /// By which an agent knows the key file.
  func id() throws -> KeyFileID { KeyFileID(of: try sealed()) }

  /// What was tried for this key and is in no log yet.
  func counter() throws -> UnlockCounter { places.unlockCounter(of: try id()) }

  /// An agent that cannot be asked, for whatever reason, is none: its owner is asked instead.
  private func unlocked(_ key: KeyFileID) -> DeviceIdentity? {
    guard let agent = try? AgentConnection.find(at: places.agent) else { return nil }
    let access = self
    return try? agent.identity(of: key) {
      access.screen.remark("The agent has let go of your key meanwhile.")
      return try access.openByPassphrase().secrets
    }
  }

  private func opened(_ bytes: [UInt8]) throws -> HeldSecrets {
    let counter = places.unlockCounter(of: KeyFileID(of: bytes))
    // Without those of this command, which whoever types them sees.
    let before = try? counter.load()
    for attempt in 1... {
      let passphrase = try passphrases.passphrase("Passphrase for \(file.path): ")
      do {
        let secrets = try KeyFile.open(bytes, with: passphrase).held()
        warn(of: before)
        return secrets
      } catch KeyFileError.wrongPassphrase {
        try counter.add(at: Surroundings.ofThisMachine.now())
        guard attempt < passphrases.attempts else { break }
        screen.complain(.wrongPassphrase(triesLeft: passphrases.attempts - attempt))
      }
    }
    throw KeyFileError.wrongPassphrase
  }

  /// Whoever opens their key is told that somebody has tried; perhaps it was not they.
  private func warn(of failed: FailedUnlocks?) {
    guard let failed else { return }
    screen.remark(
      "casevault: warning: before this, \(failed.phrase); if that was not you, somebody tried to open your key"
    )
  }

  /// The file's bytes, once its head has been looked at: nobody types a passphrase for what is no key.
  private func sealed() throws -> [UInt8] {
    guard let bytes = try file.readIfThere(atMost: Self.largest) else {
      throw NoKeyYet(path: file.path)
    }
    _ = try KeyFile.cost(of: bytes)
    return bytes
  }

  /// A key file has 142 bytes; room to say that another is none.
  static let largest = 1 << 20
}
