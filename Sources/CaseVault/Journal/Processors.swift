import Dispatch
import Synchronization
import System

/// Works through a list on every processor, and answers in the list's order; the first error ends it.
func eachOnAnyProcessor<Item: Sendable, Answer: Sendable>(
  of items: [Item], _ work: @Sendable (Item) throws -> Answer
) throws -> [Answer] {
  let threads = min(Processors.count, max(items.count, 1))
  let share = (items.count + threads - 1) / threads
  let parts = Mutex<[Int: Result<[Answer], any Error>]>([:])
  DispatchQueue.concurrentPerform(iterations: threads) { thread in
    let part = Result {
      try items.dropFirst(thread * share).prefix(share).map(work)
    }
    parts.withLock { $0[thread] = part }
  }
  let found = parts.withLock { $0 }
  return try (0..<threads).flatMap { try found[$0]?.get() ?? [] }
}

extension RandomAccessCollection where Index == Int {
  /// The same in pieces of so many, the last of what is left.
  func inShares(of count: Int) -> [SubSequence] {
    stride(from: startIndex, to: endIndex, by: count).map {
      self[$0..<Swift.min($0 + count, endIndex)]
    }
  }
}
