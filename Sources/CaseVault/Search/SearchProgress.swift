import Casework
import Synchronization

/// How far the threads of one search have come, told by whichever of them comes by.
///
/// Steps are shares of the storage or hundreds of notes, never single rows: between two of them a thread
/// does nothing for it. No thread waits for another that is telling.
final class SearchProgress: Sendable {
  private let steps: Int
  private let done = Atomic<Int>(0)
  private let told = Mutex<Int>(0)
  private let tell: @Sendable (Double) -> Void

  init(of steps: Int, tell: @escaping @Sendable (Double) -> Void) {
    self.steps = max(steps, 1)
    self.tell = tell
  }

  func add(_ count: Int) {
    let now = done.add(count, ordering: .relaxed).newValue
    told.withLockIfAvailable { told in
      // Another thread may have come further before this one got here.
      guard now > told else { return }
      told = now
      tell(min(Double(now) / Double(steps), 1))
    }
  }
}

/// A survey that counts its shares as they are done.
struct WatchedSurvey: StorageSurvey {
  private let survey: any StorageSurvey
  private let progress: SearchProgress

  init(_ survey: any StorageSurvey, tell: @escaping @Sendable (Double) -> Void) {
    self.survey = survey
    progress = SearchProgress(of: survey.rowShares.count, tell: tell)
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
