import CaseVault
import Synchronization
import System

/// A progress bar for work of which any thread may tell the share that is done, from 0 to 1.
final class SharedBar: Sendable {
  private let bar: Mutex<ProgressBar?>

  init(_ title: TerminalText, in environment: Environment) {
    bar = Mutex(ProgressBar(title, total: 1_000, in: environment))
  }

  func show(_ share: Double) { bar.withLock { $0?.update(Int(share * 1_000)) } }

  /// Clears the bar: before a question, an answer or an error.
  func finish() { bar.withLock { $0 = nil } }
}

/// A bar for keys that are exchanged because somebody had them who should not have them any longer, or tried
/// because somebody exchanged them.
struct KeyBar: ExchangeProgress {
  private let bar: SharedBar
  private let count: Int

  init(_ title: TerminalText, for count: Int, in environment: Environment) {
    bar = SharedBar(title, in: environment)
    self.count = count
  }

  func left(_ count: Int) { bar.show(1 - Double(count) / Double(max(self.count, 1))) }
  func finish() { bar.finish() }
}
