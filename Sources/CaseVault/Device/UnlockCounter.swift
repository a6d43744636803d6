package import Casework
package import System

/// Counts the wrong passphrases that are tried for one key on this machine, in a file beside what the device
/// remembers of its vaults, until a vault's log says how many there were.
///
/// Durable before the next passphrase is asked for, so that a program that is killed after each try leaves no
/// gap. It counts what this program is asked: whoever takes the key file elsewhere guesses unseen.
package struct UnlockCounter: Sendable {
  private let folder: PrivateFolder
  private let name: String

  /// `name` stands for the key; the file begins with it.
  package init(in folder: PrivateFolder, of name: String) {
    (self.folder, self.name) = (folder, name)
  }

  private var file: PrivateFile { PrivateFile(folder.path.appending(name)) }

  /// Adds one.
  package func add(at moment: Moment) throws {
    try folder.create()
    try alone {
      let failed = try load()?.adding(at: moment) ?? FailedUnlocks(first: moment)
      var object = JSONObject()
      failed.write(to: &object)
      try file.replace(with: try StrictJSON.write(object))
    }
  }

  /// What no log says yet; nil where there is nothing to say.
  package func load() throws -> FailedUnlocks? {
    guard try file.path.exists() else { return nil }
    let bytes = try FileError.unlessGone { () throws(FileError) in try file.read(atMost: 1 << 12) }
    guard let bytes else { return nil }
    // What cannot be read was not written by this program; it does not keep anybody from their notes.
    guard let value = try? StrictJSON.parse(bytes), var fields = try? JSONFields(of: value) else {
      return nil
    }
    return try? FailedUnlocks(from: &fields)
  }

  /// Has what is counted be logged by `log`, and forgets it when that is durable. A crash between the two has
  /// it logged twice; it is never lost.
  package func settle(by log: (FailedUnlocks) throws -> Void) throws {
    guard try file.path.exists() else { return }
    try alone {
      guard let failed = try load() else { return }
      try log(failed)
      try file.remove()
    }
  }

  /// Goes on under another name: the key's file was written anew.
  package func move(to other: UnlockCounter) throws {
    guard try file.path.exists() else { return }
    try alone {
      guard try load() != nil else { return }
      try other.file.replace(with: try file.read(atMost: 1 << 12))
      try file.remove()
    }
  }

  private func alone(_ body: () throws -> Void) throws {
    let lock = try FileLock(
      .exclusive, on: PrivateFile(folder.path.appending("lock")), waitingAtMost: 10_000)
    try withExtendedLifetime(lock) { try body() }
  }
}

extension Vault {
  /// Writes down that wrong passphrases were tried for this device's key, before anything else is done here.
  package func recordUnlock(after failed: FailedUnlocks) throws {
    _ = try journal.record(DeviceUnlocked(after: failed))
  }
}
