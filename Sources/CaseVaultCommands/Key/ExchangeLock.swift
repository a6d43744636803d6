import CaseVault
import System

/// One exchange of a key at a time, of one vault and on one machine: a second would take away the new key of the
/// first before it lies in its place.
struct ExchangeLock: ~Copyable {
  private let lock: FileLock

  /// Throws ``KeyExchangeRuns`` where another has it for longer.
  init(ofVault vault: String, in places: Places, waitingAtMost milliseconds: Int) throws {
    let folder = places.memory(ofVault: vault)
    try folder.create()
    let file = PrivateFile(folder.path.appending("key-exchange.lock"))
    do {
      lock = try FileLock(.exclusive, on: file, waitingAtMost: milliseconds)
    } catch {
      guard error.reason == .locked else { throw error }
      throw KeyExchangeRuns()
    }
  }

  /// Held until here.
  borrowing func release() {}
}

/// Another command exchanges a key of this vault just now.
struct KeyExchangeRuns: WordedError {
  var wording: Wording {
    Wording(
      .conflict, "key-exchange-runs", "another command exchanges a key of this vault just now",
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
