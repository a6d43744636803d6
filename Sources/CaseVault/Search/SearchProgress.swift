import Casework
import Synchronization

/// How far the threads of one search have come, told by whichever of them comes by.
///
/// Steps are shares of the storage or hundreds of notes, never single rows: between two of them a thread
/// does nothing for it. No thread waits for another that is telling.
final class SearchProgress: Sendable {
  private let steps: Int
  private let done = Atomic<Int>(0)
  private let told: Mutex<Double>
  private let tell: @Sendable (Double) -> Void

  /// - Parameter least: no less than this is told: so far another way to search had come that led nowhere.
  init(
    of steps: Int, atLeast least: Double = 0, tell: @escaping @Sendable (Double) -> Void
  ) {
    self.steps = max(steps, 1)
    told = Mutex(least)
    self.tell = tell
  }

  /// The greatest share that was told.
  var share: Double { told.withLock { $0 } }

  func add(_ count: Int) {
    let now = done.add(count, ordering: .relaxed).newValue
    told.withLockIfAvailable { told in
      // Another thread may have come further before this one got here.
      let share = min(Double(now) / Double(steps), 1)
      guard share > told else { return }
      told = share
      tell(share)
    }
  }
}

/// A survey that counts its shares as they are done.
struct WatchedSurvey: StorageSurvey {
  private let survey: any StorageSurvey
  let progress: SearchProgress

  init(
    _ survey: any StorageSurvey, atLeast least: Double = 0,
    tell: @escaping @Sendable (Double) -> Void
  ) {
    self.survey = survey
    progress = SearchProgress(of: survey.rowShares.count, atLeast: least, tell: tell)
  }

  var shareCount: Int { survey.shareCount }
  var rowShares: Range<Int> { survey.rowShares }

  func take(
    _ share: Int, through reader: any StorageReader, _ visit: EnvelopeVisit
  ) throws {
    try survey.take(share, through: reader, visit)
    progress.add(1)
  }

  func takeRows(
    of share: Int, through reader: any StorageReader, _ visit: EnvelopeVisit
  ) throws {
    try survey.takeRows(of: share, through: reader, visit)
    progress.add(1)
  }

  func conclusions() throws -> [@Sendable () throws -> Void] { try survey.conclusions() }
}
