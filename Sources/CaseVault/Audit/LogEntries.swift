import AuditLog
package import Casework
import Keyring
import Sodium

/// One entry as it is shown: what happened, when, by whom; never what a note says.
package struct LogEntry: Sendable {
  package let sequence: UInt64
  package let event: Event
  /// The member behind the device, where the device is known.
  package let member: MemberID?
  /// The exact bytes that were signed.
  package let text: String
  /// Set for an entry that stays without effect.
  package let violation: Violation?
}

extension Vault {
  /// The newest entries that this member is shown, oldest first: all of them, or one's own. Every member
  /// has the key to write such leaves, so all that was read must give the root that was verified.
  package func entries(from first: UInt64 = 0, atMost limit: Int = .max) throws -> [LogEntry] {
    try journal.catchUp()
    let log = try journal.log()
    let state = log.state
    if let refusal = Policy.refusal(of: Act(.readLog), by: member, in: state) { throw refusal }
    var entries: [LogEntry] = []
    try storage.reading { reader in
      let start = min(first, log.size)
      var edge = try StoredTree(reader, size: log.size).frontier(at: start)
      try reader.eachLeaf(in: start..<log.size) { position, leaf in
        let entry = try shown(leaf, at: position, in: state)
        edge.append(.ofLeaf(leaf.bytes))
        if refusal(toShow: entry, in: state) == nil { entries.append(entry) }
        if entries.count > limit { entries.removeFirst(entries.count - limit) }
      }
      guard edge.root == log.root else { throw IntegrityFault(.otherHistory, at: .vault) }
    }
    return entries
  }

  /// One entry by its number. Throws ``Refusal``, recorded, where it is another's and this member is
  /// shown only their own: what a list leaves out cannot be had by counting either.
  package func entry(at position: UInt64) throws -> LogEntry {
    let entry = try storedEntry(at: position)
    guard let refusal = refusal(toShow: entry, in: try state) else { return entry }
    _ = try journal.recording { _ in throw refusal }
    throw refusal
  }

  private func refusal(toShow entry: LogEntry, in state: VaultState) -> Refusal? {
    Policy.refusal(of: Act(.readLog, on: .entry(by: entry.member)), by: member, in: state)
  }

  /// Every entry, for the program itself: the same proof that it is the log's own.
  func eachEntry(_ body: (LogEntry, any StorageReader) throws -> Void) throws {
    let log = try journal.log()
    try storage.reading { reader in
      var edge = try StoredTree(reader, size: log.size).frontier(at: 0)
      try reader.eachLeaf(in: 0..<log.size) { position, leaf in
        let entry = try shown(leaf, at: position, in: log.state)
        edge.append(.ofLeaf(leaf.bytes))
        try body(entry, reader)
      }
      guard edge.root == log.root else { throw IntegrityFault(.otherHistory, at: .vault) }
    }
  }

  /// One entry for the program itself, whoever made it.
  func storedEntry(at position: UInt64) throws -> LogEntry {
    try storage.reading { try storedEntry(at: position, in: $0) }
  }

  /// The same through a view that is open already.
  func storedEntry(at position: UInt64, in reader: any StorageReader) throws -> LogEntry {
    let log = try journal.log()
    guard position < log.size else { throw NoSuchEntry(number: position) }
    guard let leaf = try reader.leaf(at: position) else {
      throw IntegrityFault(.leafMissing, at: .entry(position))
    }
    let entry = try shown(leaf, at: position, in: log.state)
    try log.checkStands(.ofLeaf(leaf.bytes), at: position, in: reader)
    return entry
  }

  private func shown(
    _ stored: StoredLeaf, at position: UInt64, in state: VaultState
  ) throws -> LogEntry {
    let place = IntegrityFault.Place.entry(position)
    do {
      let leaf = try Leaf(stored.bytes, of: id)
      guard leaf.header.sequence == position else {
        throw IntegrityFault(.leafOutOfSequence, at: place)
      }
      let opened = try keys.logKeys.withKey(of: leaf.header.epoch) { try leaf.opened(logKey: $0) }
      let event = try Event(encoded: Array(opened.event))
      return LogEntry(
        sequence: position, event: event, member: state.devices[event.by]?.member,
        text: String(decoding: opened.event, as: UTF8.self),
        violation: state.violations.first { $0.sequence == position }?.violation)
    } catch is LeafRefusal {
      throw IntegrityFault(.sealBroken, at: place)
    } catch is MalformedEvent {
      throw IntegrityFault(.notAnEvent, at: place)
    }
  }
}

/// The log has no entry of this number.
package struct NoSuchEntry: Error, Equatable {
  package let number: UInt64
}
