import Dispatch
import Synchronization
import System

/// Works through a list on every processor, and answers in the list's order; the first error ends it.
///
/// In eight pieces for each processor where there are as many, so that none waits long for the last.
func eachOnAnyProcessor<Item: Sendable, Answer: Sendable>(
  of items: [Item], _ work: @Sendable (Item) throws -> Answer
) throws -> [Answer] {
  let share = max(1, items.count / (Processors.count * 8))
  let pieces = items.inShares(of: share)
  let answers = Mutex<[Int: Result<[Answer], any Error>]>([:])
  DispatchQueue.concurrentPerform(iterations: pieces.count) { place in
    let answer = Result { try pieces[place].map(work) }
    answers.withLock { $0[place] = answer }
  }
  let found = answers.withLock { $0 }
  return try pieces.indices.flatMap { try found[$0]?.get() ?? [] }
}

extension RandomAccessCollection where Index == Int {
  /// The same in pieces of so many, the last of what is left.
  func inShares(of count: Int) -> [SubSequence] {
    stride(from: startIndex, to: endIndex, by: count).map {
      self[$0..<Swift.min($0 + count, endIndex)]
    }
  }
}
