package import AuditLog
package import Casework
import Keyring
import Sodium

/// The one way into the log: takes in what others wrote, decides, appends, commits.
///
/// A ``Receipt`` comes out only after the commit, and a ``Permit`` goes in only once, so that nothing
/// is shown that was not first recorded and nothing is recorded that was not allowed. The compiler
/// enforces the order (design §4).
package final class Journal {
  package let vault: VaultID
  package let storage: any Storage
  package let member: MemberID
  let keys: DeviceKeys
  let memory: any DeviceMemory
  let surroundings: Surroundings
  /// Everything verified so far; nil while a write runs ahead of what is durable, and after one that
  /// failed, until it has been read anew.
  private var current: VerifiedLog?
  /// Where a write is under way: what is read meanwhile follows its log, which runs ahead of ours.
  private weak var desk: Desk?

  init(
    of log: consuming VerifiedLog, in storage: any Storage, as member: MemberID,
    keys: DeviceKeys, memory: any DeviceMemory, surroundings: Surroundings
  ) {
    vault = log.vault
    self.storage = storage
    self.member = member
    self.keys = keys
    self.memory = memory
    self.surroundings = surroundings
    current = log
  }

  /// What the log says, as far as it has been taken in.
  package func log() throws -> VerifiedLog {
    if let known = current ?? desk?.log {
      try known.state.checkIsWhole()
      return known
    }
    let pin = try Pin.load(from: memory, with: keys)
    let log = try storage.reading { reader in
      try VerifiedLog.remembered(
        of: vault, upTo: pin, from: memory, in: reader, with: keys)
    }
    current = log
    return log
  }

  package var state: VaultState { get throws { try log().state } }

  /// Runs `body` as the only writer, on the log's latest state, and makes durable what it appended.
  ///
  /// A refusal inside is itself recorded, in an entry of its own, before it is thrown on.
  package func recording<Result>(
    _ extent: WriteExtent = .little, _ body: (Desk) throws -> Result
  ) throws -> Recorded<Result> {
    do {
      return try write(extent, body)
    } catch let refusal as any RecordedRefusal {
      try record(refusal)
      throw refusal
    }
  }

  /// One entry whose result is that it happened.
  package func record(
    _ content: any EventContent, storing parts: Commit.Parts = Commit.Parts()
  ) throws -> Receipt {
    try recording { desk in
      let permit = try desk.permit(for: content)
      try desk.append(content, storing: parts, spending: permit)
    }.receipt
  }

  /// Takes in what others appended since.
  package func catchUp() throws { try reading { _ in } }

  /// Puts down what came of trying others' rotations, and keeps it: a crash before that has them tried again.
  /// What cannot be kept is not remembered, and nothing else comes of that.
  func keepTrials(_ change: (inout SlotTrials) -> Void, durably: Bool) throws {
    var log = try log()
    current = nil
    change(&log.trials)
    if durably {
      log.kept = nil
      try? log.remember(in: memory, with: keys)
    }
    current = log
  }

  /// Runs `body` on one view of the storage, and on the log as that view has it.
  ///
  /// Others may have rotated a compartment since the log was last taken in. What they dropped and sealed
  /// anew, held against a state from before, would look like keys that somebody took away.
  func reading<Result>(_ body: (any StorageReader) throws -> Result) throws -> Result {
    // Before the view begins, for the pin's sake: see `remembered`.
    _ = try log()
    return try storage.reading { reader in
      try catchUp(from: reader)
      let result = try body(reader)
      try state.checkIsWhole()
      return result
    }
  }

  private func catchUp(from reader: any StorageReader) throws {
    var log = try log()
    let before = log.size
    current = nil
    try Self.tellingDamage(to: &log) { log throws in try log.takeTail(of: reader, with: keys) }
    if log.size > before || log.kept == nil { try log.remember(in: memory, with: keys) }
    current = log
  }

  /// An error about a log of which something could not be fetched is told as that.
  private static func tellingDamage(
    to log: inout VerifiedLog, _ body: (inout VerifiedLog) throws -> Void
  ) throws {
    do {
      try body(&log)
    } catch {
      try log.state.checkIsWhole()
      throw error
    }
    try log.state.checkIsWhole()
  }

  private func write<Result>(
    _ extent: WriteExtent = .little, _ body: (Desk) throws -> Result
  ) throws -> Recorded<Result> {
    // An agent may have let go of the key meanwhile. Whoever has to be asked for a passphrase again is asked
    // before others wait for this writer.
    try keys.held.identity.secrets.makeReady()
    _ = try log()
    var held = current.take()
    var desk: Desk?
    // Also when the write fails: what its desk says then has never happened.
    defer { self.desk = nil }
    let result = try storage.writing(extent) { transaction in
      guard var log = held.take() else { throw MisusedPermit() }
      try Self.tellingDamage(to: &log) { log throws in
        try log.takeTail(of: transaction, with: keys)
      }
      // Handed on, not copied: a second owner would have every entry copy the whole state.
      let opened = Desk(at: surroundings.now(), in: transaction, of: self, on: consume log)
      desk = opened
      self.desk = opened
      let result: Result
      do {
        result = try body(opened)
      } catch {
        // What was not found may be why: a refusal for that reason is none, and is not recorded.
        try opened.state.checkIsWhole()
        throw error
      }
      try opened.state.checkIsWhole()
      opened.prepareKeeping()
      return result
    }
    guard let desk, var log = desk.close() else { throw MisusedPermit() }
    do {
      try log.remember(in: memory, with: keys, prepared: desk.snapshot?.take())
    } catch {
      throw MemoryBehind(cause: error)
    }
    let end = log.size
    current = consume log
    return Recorded(result: result, receipt: Receipt(for: desk.recorded, at: desk.first..<end))
  }

  private func record(_ refusal: any RecordedRefusal) throws {
    // Whoever is no member, or no longer, writes nothing: not that they were refused either.
    guard try state.members[member].map({ $0.left == nil }) ?? false, let content = refusal.record
    else { return }
    _ = try write { desk in
      try desk.append(content, spending: try desk.permit(for: content))
    }
  }
}

/// A no that stands in the log as well.
package protocol RecordedRefusal: Error {
  var record: ActRefused? { get }
}

extension Refusal: RecordedRefusal {
  package var record: ActRefused? { ActRefused(self) }
}

/// What was asked is done and durable, but the device could not keep that it has seen it: its pin is
/// behind, and finds a rollback only from there on. Nothing more is shown or done.
package struct MemoryBehind: Error {
  package let cause: any Error
}

/// What came of a write, with the proof that it is durable.
package struct Recorded<Result>: ~Copyable {
  package let result: Result
  package let receipt: Receipt
}

extension VaultState {
  /// Throws ``DamagedMemory`` once something could not be fetched from what the device kept.
  fileprivate func checkIsWhole() throws(DamagedMemory) {
    if isDamaged { throw DamagedMemory() }
  }
}

/// Proof that events are durably in the log; needed to open anything. Made only by a commit.
package struct Receipt: ~Copyable, Sendable {
  package let positions: Range<UInt64>
  private let recorded: [any EventContent]

  fileprivate init(for recorded: [any EventContent], at positions: Range<UInt64>) {
    self.recorded = recorded
    self.positions = positions
  }

  /// Whether the log now says that this version of this note was read.
  package borrowing func covers(_ read: NotesRead.Read) -> Bool {
    recorded.contains { ($0 as? NotesRead)?.notes.contains(read) ?? false }
  }

  /// Whether the log now says that this record was read.
  package borrowing func covers(_ record: EnvelopeID) -> Bool {
    recorded.contains { ($0 as? RecordsRead)?.records.contains(record) ?? false }
  }

  /// Whether the log now says that headers were listed: of this file, or for nil of every file held.
  package borrowing func listed(_ file: CaseFileID?) -> Bool {
    recorded.contains { ($0 as? FilesListed).map { $0.file == file } ?? false }
  }

  /// Whether the log now says that this file was searched, or for nil every file held.
  package borrowing func searched(_ file: CaseFileID?) -> Bool {
    recorded.contains { ($0 as? FilesSearched).map { $0.file == file } ?? false }
  }
}

/// A permit for another event, member or position than the one it is spent on: our bug, never a
/// user's doing.
package struct MisusedPermit: Error {}

/// An event that replay would not let count, found before the commit.
package struct InadmissibleAct: Error, Equatable {
  package let violation: Violation
}
