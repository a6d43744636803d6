import System

/// A key file is exchanged by one command at a time, whatever vault it is for: a second would put what it has read
/// before in the place of the only new key.
struct KeyFileLock: ~Copyable {
  private let lock: FileLock

  /// Throws ``KeyExchangeRuns`` where another has it for longer.
  init(on file: PrivateFile, waitingAtMost milliseconds: Int) throws {
    let beside = PrivateFile(file.path.parent.appending(".\(file.path.name).lock"))
    do {
      lock = try FileLock(.exclusive, on: beside, waitingAtMost: milliseconds)
    } catch {
      guard error.reason == .locked else { throw error }
      throw KeyExchangeRuns()
    }
  }

  /// Held until here.
  borrowing func release() {}

  /// In milliseconds, for whoever has only to put something in its place: what others do with it takes a few,
  /// but where they wait for a passphrase.
  static let patience = 10_000
}

/// Another command exchanges this key just now.
struct KeyExchangeRuns: WordedError {
  var wording: Wording {
    Wording(
      .conflict, "key-exchange-runs", "another command exchanges this key just now",
      hint: "wait for it to end, then: casevault vault status")
  }
}

/// Since this command opened the vault another one has exchanged its key.
struct KeyExchangedMeanwhile: WordedError {
  var wording: Wording {
    Wording(
      .conflict, "key-exchanged", "your key was exchanged meanwhile by another command",
      hint: "the next command puts the new one in its place: casevault vault status")
  }
}
