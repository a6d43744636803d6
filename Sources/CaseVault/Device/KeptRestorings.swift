package import Casework
import Keyring

/// A history that this device had verified and has given up, and what that left for people to do.
package struct GivenUpHistory: Sendable, Equatable {
  package let generation: UInt32
  /// How far this device had verified it, and its root there.
  package let size: UInt64
  package let root: ContentHash
  package let at: Moment
  package internal(set) var left: [LeftToDo]
  /// How many things more there were than are kept.
  package internal(set) var notKept: Int

  init(of pin: Pin, at moment: Moment, leaving left: [LeftToDo] = []) {
    (generation, size, root) = (pin.generation, pin.size, ContentHash(pin.root))
    (at, self.left, notKept) = (moment, left, 0)
  }

  fileprivate func isSame(as other: GivenUpHistory) -> Bool {
    other.generation == generation && other.size == size && other.root == root
  }
}

/// The latest histories that this device has given up, the earliest first.
///
/// Bytes: strict JSON, sealed under the device key. It serves to remind: where it is damaged nothing is listed,
/// and the log says what is in force.
struct KeptRestorings: Equatable {
  private(set) var histories: [GivenUpHistory] = []

  static let mostHistories = 8
  static let mostLeft = 1_000

  mutating func add(_ given: GivenUpHistory) {
    var given = given
    // The same restoring once more, as where a crash came between: what is told anew counts.
    histories.removeAll { $0.isSame(as: given) }
    let told = Set(given.left.map(\.taking))
    for index in histories.indices { histories[index].left.removeAll { told.contains($0.taking) } }
    given.notKept += max(0, given.left.count - Self.mostLeft)
    given.left = Array(given.left.prefix(Self.mostLeft))
    histories = histories.suffix(Self.mostHistories - 1) + [given]
    var room = Self.mostLeft
    for index in histories.indices.reversed() {
      let excess = max(0, histories[index].left.count - room)
      histories[index].left.removeLast(excess)
      histories[index].notKept += excess
      room -= histories[index].left.count
    }
  }

  /// Drops what is done; whether anything was.
  mutating func settle(with state: VaultState) {
    for index in histories.indices { histories[index].left.removeAll { !$0.isOpen(in: state) } }
  }

  /// Nobody wants to be reminded of any of it any more.
  mutating func forgetLeft() {
    for index in histories.indices { (histories[index].left, histories[index].notKept) = ([], 0) }
  }
}

extension KeptRestorings {
  static func load(from memory: any DeviceMemory, with keys: DeviceKeys) -> KeptRestorings {
    guard let sealed = try? memory.load(.restorings), !sealed.isEmpty,
      let bytes = try? keys.held.identity.openForThisDevice(sealed, purpose: .restorings),
      let kept = try? KeptRestorings(encoded: bytes)
    else { return KeptRestorings() }
    return kept
  }

  func keep(in memory: any DeviceMemory, with keys: DeviceKeys) throws {
    try memory.save(
      try keys.held.identity.sealForThisDevice(try encoded(), purpose: .restorings),
      as: .restorings)
  }

  private func encoded() throws(InvalidJSON) -> [UInt8] {
    var object = JSONObject()
    object.append(list: "given-up", histories) { given, object in
      object.append(count: "generation", given.generation)
      object.append(count: "size", given.size)
      object.append("root", given.root)
      object.append("at", given.at)
      object.append(list: "left", given.left) { $0.write(to: &$1) }
      object.append(count: "not-kept", given.notKept)
    }
    return try StrictJSON.write(object)
  }

  private init(encoded bytes: [UInt8]) throws {
    var fields = try JSONFields(of: try StrictJSON.parse(bytes, maximumLength: 1 << 22))
    histories = try fields.list("given-up") { (fields) throws(UnexpectedJSON) in
      try GivenUpHistory(from: &fields)
    }
    try fields.finish()
  }
}

extension GivenUpHistory {
  fileprivate init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    generation = try fields.count("generation")
    size = try fields.count("size")
    root = try fields.hash("root")
    at = try fields.moment("at")
    left = try fields.list("left") { (fields) throws(UnexpectedJSON) in
      try LeftToDo(from: &fields)
    }
    notKept = try fields.count("not-kept")
  }
}

extension Vault {
  /// What this device's restorings left for people to do, and is still as it was; the earliest restoring first.
  /// What was done meanwhile is forgotten.
  package func leftByRestorings() throws -> [GivenUpHistory] {
    try changeRestorings { $0.settle(with: $1) }.histories.filter {
      !$0.left.isEmpty || $0.notKept > 0
    }
  }

  /// Lets go of all of it: whoever keeps what they have again, keeps it.
  package func forgetLeftByRestorings() throws {
    _ = try changeRestorings { kept, _ in kept.forgetLeft() }
  }

  private func changeRestorings(
    _ change: (inout KeptRestorings, VaultState) -> Void
  ) throws -> KeptRestorings {
    let state = try state
    return try journal.memory.alone {
      let before = KeptRestorings.load(from: journal.memory, with: keys)
      var kept = before
      change(&kept, state)
      if kept != before { try kept.keep(in: journal.memory, with: keys) }
      return kept
    }
  }

  /// This device follows another history from here on.
  func noteGivenUp(_ pin: Pin, leaving takings: [Taking], in memory: any DeviceMemory) throws {
    let state = try state
    var kept = KeptRestorings.load(from: memory, with: keys)
    kept.add(
      GivenUpHistory(
        of: pin, at: now(), leaving: takings.map { LeftToDo($0, in: state) }))
    try kept.keep(in: memory, with: keys)
  }
}
