import Dispatch
import Synchronization
import System

/// Work on a list by every processor, its answers handed on in the list's order.
///
/// While one thread has nothing to hand on yet it works too, so that no processor stands still.
final class OrderedWork<Item: Sendable, Answer: Sendable>: Sendable {
  private struct Progress {
    var next = 0
    var answers: [Int: Result<Answer, any Error>] = [:]
  }

  private let items: [Item]
  private let work: @Sendable (Item) throws -> Answer
  private let progress = Mutex(Progress())
  private let answered = DispatchSemaphore(value: 0)

  private init(on items: [Item], _ work: @escaping @Sendable (Item) throws -> Answer) {
    self.items = items
    self.work = work
  }

  /// Works through the list. `handOn` runs on the caller's thread alone, once for each answer. The first
  /// error of either is thrown on when nothing is under way any more.
  static func run(
    on items: [Item], _ work: @escaping @Sendable (Item) throws -> Answer,
    handingOn handOn: (Answer) throws -> Void
  ) throws {
    let ordered = OrderedWork(on: items, work)
    let helpers = DispatchGroup()
    for _ in 1..<max(min(Processors.count, items.count), 1) {
      DispatchQueue.global().async(group: helpers) { while ordered.workOnNext() {} }
    }
    defer {
      ordered.progress.withLock { $0.next = items.count }
      helpers.wait()
    }
    for place in items.indices { try handOn(try ordered.answer(at: place)) }
  }

  private func answer(at place: Int) throws -> Answer {
    while true {
      if let found = progress.withLock({ $0.answers.removeValue(forKey: place) }) {
        return try found.get()
      }
      // A helper has what is missing, if nothing is left to be begun.
      if !workOnNext() { answered.wait() }
    }
  }

  /// False when there is nothing left to begin.
  private func workOnNext() -> Bool {
    let next = progress.withLock { progress in
      defer { if progress.next < items.count { progress.next += 1 } }
      return progress.next
    }
    guard next < items.count else { return false }
    let answer = Result { try work(items[next]) }
    progress.withLock { $0.answers[next] = answer }
    answered.signal()
    return true
  }
}
