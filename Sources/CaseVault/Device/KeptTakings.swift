import Casework
import Keyring

/// What this device knows to have been taken away in a part of the log that it has given up, until the log says so
/// again: a restoring may never be approved, and the copy be put back once more.
///
/// Bytes: strict JSON of the four lists of `vault.restored` (docs/events.md), sealed under the device key.
struct KeptTakings: Equatable {
  var taken: TakenAgain

  /// What this device kept; nothing where it is damaged.
  static func load(from memory: any DeviceMemory, with keys: DeviceKeys) -> KeptTakings {
    guard let sealed = try? memory.load(.takings), !sealed.isEmpty,
      let bytes = try? keys.held.identity.openForThisDevice(sealed, purpose: .takings),
      let taken = try? TakenAgain(encoded: bytes)
    else { return KeptTakings(taken: TakenAgain()) }
    return KeptTakings(taken: taken)
  }

  func keep(in memory: any DeviceMemory, with keys: DeviceKeys) throws {
    guard !taken.isEmpty else { return try memory.save([], as: .takings) }
    let bytes = try taken.encoded()
    try memory.save(
      try keys.held.identity.sealForThisDevice(bytes, purpose: .takings), as: .takings)
  }

  /// Lets go of what the log has taken away: from here on its state knows.
  static func settle(
    with state: VaultState, in memory: any DeviceMemory, with keys: DeviceKeys
  ) throws {
    guard try memory.load(.takings)?.isEmpty == false else { return }
    let kept = load(from: memory, with: keys)
    let left = KeptTakings(taken: TakenAgain(kept.taken.takings.filter { state.runs($0) }))
    if left != kept { try left.keep(in: memory, with: keys) }
  }
}
