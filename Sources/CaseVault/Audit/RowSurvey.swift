import Casework
import Dispatch
import Keyring
import Synchronization
import System

/// Reads and hashes every envelope's row on every processor, while the log is still being read, and holds
/// it against the log.
///
/// The hashes need nothing of the log, only the comparison does. So the processors that replay does not
/// use begin at once; rows that come before the log is read wait for it. Whoever is done with something
/// else takes further shares, and none waits for another until the last row.
final class RowSurvey: Sendable {
  private let storage: any Storage
  private let survey: any StorageSurvey
  private let vault: ContentHash
  private let progress: Mutex<Progress>
  private let others = DispatchGroup()

  /// What came of one row: all that the log says of it.
  struct Row: Sendable {
    let key: EnvelopeKey
    let shelf: Int64
    /// Nil for parts that cannot be parts.
    let hash: ContentHash?
    /// Nil for slots that cannot be slots.
    let slots: SlotHashes?
  }

  /// What came of all shares.
  struct Outcome: Sendable {
    /// What the rows came to, by whoever judged them.
    var judged: [EnvelopeCheck.Part] = []
    /// Rows that could not even be read.
    var unreadable: (any Error)?
    /// What is wrong with the storage's own bookkeeping.
    var structure: (any Error)?
  }

  private struct Progress {
    /// Set once the log is read.
    var check: EnvelopeCheck?
    var next = 0
    /// Rows that wait for the log, by share.
    var waiting: [(share: Int, rows: [Row])] = []
    var judged: [EnvelopeCheck.Part] = []
    var failures: [Int: any Error] = [:]

    func hasWork(of shareCount: Int) -> Bool {
      next < shareCount || (check != nil && !waiting.isEmpty)
    }

    mutating func task(of shareCount: Int) -> Task? {
      if next < shareCount {
        defer { next += 1 }
        return Task(share: next, check: check)
      }
      guard check != nil, let (share, rows) = waiting.popLast() else { return nil }
      return Task(share: share, check: check, rows: rows)
    }
  }

  /// A share to be read, or rows of one to be judged.
  private struct Task {
    let share: Int
    let check: EnvelopeCheck?
    var rows: [Row]?
  }

  private init(
    of survey: any StorageSurvey, in storage: any Storage, _ vault: ContentHash,
    judgedBy check: EnvelopeCheck? = nil
  ) {
    self.survey = survey
    self.storage = storage
    self.vault = vault
    progress = Mutex(Progress(check: check))
  }

  /// Begins on every processor but the caller's.
  static func beginning(
    in storage: any Storage, seenBy reader: any StorageReader, of vault: ContentHash
  ) throws -> RowSurvey {
    let survey = try reader.survey() ?? PlainSurvey(parts: Processors.count)
    let work = RowSurvey(of: survey, in: storage, vault)
    work.begin()
    return work
  }

  /// Helps until nothing is left, and waits for the others. What a survey by pages could not prove is
  /// asked row by row. Without a check, where the log could not be read, only the structure is judged.
  func finish(through reader: any StorageReader, judgedBy check: EnvelopeCheck?) -> Outcome {
    progress.withLock { $0.check = check }
    begin()
    takeShares(through: reader)
    others.wait()
    let found = progress.withLock { $0 }
    if survey is PlainSurvey { return outcome(of: found) }
    do {
      if let failure = found.failures.first { throw failure.value }
      _ = try eachOnAnyProcessor(of: survey.conclusions()) { try $0() }
      return outcome(of: found)
    } catch {
      let parts = PlainSurvey(parts: Processors.count)
      return RowSurvey(of: parts, in: storage, vault, judgedBy: check)
        .finish(through: reader, judgedBy: check)
    }
  }

  private func outcome(of found: Progress) -> Outcome {
    let first = found.failures.keys.filter { $0 != PlainSurvey.structure }.min()
    return Outcome(
      judged: found.judged, unreadable: first.flatMap { found.failures[$0] },
      structure: found.failures[PlainSurvey.structure])
  }

  private func begin() {
    for _ in 1..<max(Processors.count, 2) {
      DispatchQueue.global().async { [self] in
        guard isWorthEntering() else { return }
        defer { others.leave() }
        // Where no second view of the storage is to be had, whoever waits does all the work.
        try? storage.reading { takeShares(through: $0) }
      }
    }
  }

  /// A thread that comes when all is taken must not be waited for; one that comes before, must.
  private func isWorthEntering() -> Bool {
    progress.withLock { progress in
      guard progress.hasWork(of: survey.shareCount) else { return false }
      others.enter()
      return true
    }
  }

  private func takeShares(through reader: any StorageReader) {
    var hashing = EnvelopeHashing(in: vault)
    var judged = EnvelopeCheck.Part()
    while let task = progress.withLock({ $0.task(of: survey.shareCount) }) {
      do {
        let rows = try task.rows ?? read(task, through: reader, &hashing, &judged)
        for row in rows { task.check?.check(row, of: task.share, into: &judged) }
      } catch {
        fail(task.share, with: error)
      }
    }
    progress.withLock { $0.judged.append(judged) }
  }

  /// Hashes the rows of a share and judges them at once, or puts them by for when the log is read.
  /// Answers those that are still to be judged: none.
  private func read(
    _ task: Task, through reader: any StorageReader, _ hashing: inout EnvelopeHashing,
    _ judged: inout EnvelopeCheck.Part
  ) throws -> [Row] {
    var waiting: [Row] = []
    if task.check == nil { waiting.reserveCapacity(96) }
    try survey.take(task.share, through: reader) { key, shelf, slots, header, body in
      let hash = try? hashing.hash(of: key.id, version: key.version, header: header, body: body)
      let row = Row(key: key, shelf: shelf, hash: hash, slots: try? hashing.hashes(ofSlots: slots))
      if let check = task.check {
        check.check(row, of: task.share, into: &judged)
      } else {
        waiting.append(row)
      }
    }
    if !waiting.isEmpty { progress.withLock { $0.waiting.append((task.share, waiting)) } }
    return []
  }

  private func fail(_ share: Int, with error: any Error) {
    progress.withLock { progress in
      progress.failures[share] = error
      // Nothing of the rest would be used.
      if error is UnprovenStructure { progress.next = survey.shareCount }
    }
  }
}
