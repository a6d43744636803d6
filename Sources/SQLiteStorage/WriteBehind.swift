import Dispatch
import Foundation
import Synchronization
import System

/// Sends a large transaction's pages to the disk while more of them are being made.
///
/// SQLite moves pages that do not fit its cache into the file, and the kernel keeps them in memory until
/// the commit syncs the file: an import of 350 MB then stood still for a tenth of its time, with every
/// processor idle. What makes the commit durable is still that sync, which comes after all of this.
final class WriteBehind: Sendable {
  private struct Progress {
    var begun = 0
    var hasEnded = false
  }

  private let progress = Mutex(Progress())
  private let news = DispatchSemaphore(value: 0)

  /// On a thread of its own, as ``WritingOut`` asks for.
  init(of file: FilePath) {
    Thread.detachNewThread { [self] in
      guard let writing = WritingOut(of: file) else { return }
      while true {
        news.wait()
        if progress.withLock({ $0.hasEnded }) { return }
        writing.begin()
      }
    }
  }

  /// Says how many bytes were stored by now.
  func advance(to stored: Int) {
    let isDue = progress.withLock { progress in
      guard stored - progress.begun >= Self.step else { return false }
      progress.begun = stored
      return true
    }
    if isDue { news.signal() }
  }

  /// The thread ends; to be called when the transaction has.
  func end() {
    progress.withLock { $0.hasEnded = true }
    news.signal()
  }

  /// Large enough that a page is seldom written twice, small enough that little is left for the end.
  private static let step = 16 << 20
}
