import CaseVault
import Casework
import Keyring
import System

/// The exchange of a key file for that of a new key, such that at every moment one of the files beside each
/// other opens the vault, and a command that is killed anywhere leaves the rest to the next one.
///
/// The new key lies first in a file of its own, named after the vault and after the place where the vault keeps
/// what a device begins with. Whether the vault has taken it in shows by what lies at that place, which nobody
/// else knows before: no passphrase has to be asked for it.
struct KeyExchange {
  /// The key file that is to hold the new key.
  let file: PrivateFile
  /// The new key, until it is there.
  let next: PrivateFile
  private let place: [UInt8]

  init(of file: PrivateFile, in vault: String, for place: [UInt8]) {
    self.file = file
    self.place = place
    next = PrivateFile(
      file.path.parent.appending(Self.start(of: file, in: vault) + Hexadecimal.text(of: place)))
  }

  /// What was begun for this key file and vault. More than one where some never came to anything.
  static func begun(of file: PrivateFile, in vault: String) throws -> [KeyExchange] {
    let start = start(of: file, in: vault)
    return try file.path.parent.names(beginningWith: start).compactMap { name in
      let digits = String(name.dropFirst(start.count))
      guard let place = Hexadecimal.bytes(of: digits), place.count == 16 else { return nil }
      return KeyExchange(of: file, in: vault, for: place)
    }
  }

  /// Whether the vault has taken the new key in.
  func isTakenIn(by storage: any Storage) throws -> Bool {
    try storage.reading { try $0.wrap(at: place) } != nil
  }

  /// Puts the new key in the place of the old one, which stays beside it: a backup from before opens with that
  /// one alone, and so does any other vault that it served. Answers with where it lies.
  ///
  /// Whatever a crash leaves of it, doing it again completes it.
  @discardableResult
  func finish() throws -> FilePath? {
    let new = try next.read(atMost: KeyAccess.largest)
    let old = try file.readIfThere(atMost: KeyAccess.largest)
    var kept: FilePath?
    if let old, old != new { kept = try keep(old) }
    if old != new { try file.replace(with: new) }
    try next.remove()
    return kept
  }

  private func keep(_ old: [UInt8]) throws -> FilePath {
    for number in 1... {
      let suffix = number == 1 ? ".old" : ".old-\(number)"
      let place = PrivateFile(file.path.parent.appending(file.path.name + suffix))
      // The same bytes are there where a crash came just behind this.
      guard let other = try place.readIfThere(atMost: KeyAccess.largest) else {
        try place.create(with: old)
        return place.path
      }
      if other == old { return place.path }
    }
    throw FileError(file.path, .alreadyExists)
  }

  private static func start(of file: PrivateFile, in vault: String) -> String {
    "\(file.path.name).next-\(vault.prefix(8))-"
  }
}

extension KeyExchange {
  /// What a command that was killed has left to do, before anybody is asked for a passphrase. While one that
  /// exchanges a key is at it, that is waited for.
  static func finishBegun(
    of file: PrivateFile, in vault: String, by storage: any Storage
  ) throws -> FilePath? {
    guard try isToBeFinished(of: file, in: vault, by: storage) else { return nil }
    let alone = try KeyFileLock(on: file, waitingAtMost: KeyFileLock.patience)
    defer { alone.release() }
    for begun in try begun(of: file, in: vault) where try begun.isTakenIn(by: storage) {
      return try begun.finish()
    }
    return nil
  }

  /// Takes away what an earlier try left, and the vault does not know: whoever works with the old key has not
  /// got another. Throws ``KeyExchangedMeanwhile`` where the vault knows one; it is the only key then.
  static func clear(of file: PrivateFile, in vault: String, by storage: any Storage) throws {
    for left in try begun(of: file, in: vault) {
      guard try !left.isTakenIn(by: storage) else { throw KeyExchangedMeanwhile() }
      try left.next.remove()
    }
  }

  private static func isToBeFinished(
    of file: PrivateFile, in vault: String, by storage: any Storage
  ) throws -> Bool {
    try begun(of: file, in: vault).contains { try $0.isTakenIn(by: storage) }
  }
}
