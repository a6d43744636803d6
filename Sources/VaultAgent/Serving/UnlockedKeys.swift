package import Keyring
package import System

/// The keys that an agent holds, and until when: `for` so long altogether, and `idle` so long without use.
///
/// Only values come in; what time it is, the caller says.
package final class UnlockedKeys {
  private struct Key {
    let secrets: HeldSecrets
    let path: FilePath
    let since: Int64
    let end: Int64
    let idle: Int64
    var lastUse: Int64

    var nextEnd: Int64 { min(end, UnlockedKeys.sum(lastUse, idle)) }
  }

  private var keys: [KeyFileID: Key] = [:]

  package init() {}

  /// More than anybody has.
  static let most = 16

  /// Whether a key was ever held: before, an agent waits for its first.
  private(set) var hasHeld = false

  var isEmpty: Bool { keys.isEmpty }

  /// When the next key ends; nil where none is held.
  var nextEnd: Int64? { keys.values.map(\.nextEnd).min() }

  /// The files that the keys were opened from.
  var files: [(id: KeyFileID, path: FilePath)] { keys.map { ($0.key, $0.value.path) } }

  /// Takes a key in, or gives one that is held already new times. False where there is no room.
  package func hold(
    _ secrets: HeldSecrets, as id: KeyFileID, from path: FilePath, for lasting: Int64, idle: Int64,
    at now: Int64
  ) -> Bool {
    guard keys[id] != nil || keys.count < Self.most else { return false }
    hasHeld = true
    // A file that was replaced: its old key has nothing to open any more.
    keys = keys.filter { $0.value.path != path || $0.key == id }
    keys[id] = Key(
      secrets: secrets, path: path, since: now, end: Self.sum(now, lasting), idle: idle,
      lastUse: now)
    return true
  }

  /// The secrets of a key that is in use now; nil where it is not held.
  func use(_ id: KeyFileID, at now: Int64) -> HeldSecrets? {
    expire(at: now)
    keys[id]?.lastUse = now
    return keys[id]?.secrets
  }

  /// Wipes the keys whose time is over.
  func expire(at now: Int64) { keys = keys.filter { $0.value.nextEnd > now } }

  func wipe(_ id: KeyFileID) { keys[id] = nil }

  func wipeAll() { keys.removeAll() }

  func facts(at now: Int64) -> [HeldKeyFacts] {
    expire(at: now)
    return keys.values.sorted { $0.path.string < $1.path.string }.map { key in
      HeldKeyFacts(
        device: key.secrets.publicKeys.id, path: key.path, held: now - key.since,
        left: key.end - now, leftIdle: key.nextEnd - now)
    }
  }

  fileprivate static func sum(_ now: Int64, _ span: Int64) -> Int64 {
    let (sum, overflows) = now.addingReportingOverflow(span)
    return overflows ? .max : sum
  }
}
