import Keyring
import System

/// The way from a key file to the identity in it, and back.
struct KeyAccess {
  let file: PrivateFile
  let passphrases: PassphraseSource
  let screen: Screen

  var exists: Bool { get throws { try file.path.exists() } }

  /// Opens the key file with the passphrase of its owner.
  func open() throws -> DeviceIdentity {
    let bytes = try sealed()
    for attempt in 1... {
      let passphrase = try passphrases.passphrase("Passphrase for \(file.path): ")
      do {
        return try KeyFile.open(bytes, with: passphrase)
      } catch KeyFileError.wrongPassphrase where attempt < passphrases.attempts {
        screen.complain(.wrongPassphrase(triesLeft: passphrases.attempts - attempt))
      }
    }
    throw KeyFileError.wrongPassphrase
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
  /// and durable: at no moment is there none.
  func changePassphrase() throws {
    let cost = try KeyFile.cost(of: sealed())
    let identity = try open()
    let chosen = try passphrases.newPassphrase(
      "New passphrase, \(PassphraseRules.fewestCharacters) characters or more: ", screen: screen)
    let isFit = cost.memory >= KeyFileCost.leastMemory
    try file.replace(
      with: try KeyFile.seal(identity, under: chosen, cost: isFit ? cost : .standard))
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
  private static let largest = 1 << 20
}
