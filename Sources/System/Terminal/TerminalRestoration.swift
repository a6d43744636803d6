import CSystem
import Glibc
import Synchronization

/// The terminal as it was before a prompt changed it, kept where a signal handler can reach it.
///
/// There is room for one: the first prompt to come. Others put their terminal back as well, only not
/// when a signal ends the program; but a command has one terminal and asks one thing at a time.
enum TerminalRestoration {
  /// The open terminal to put back, or one of the two below.
  private static let number = Atomic<Int32>(nothing)
  // Written while `number` says so, and read by a handler only after it names a terminal. In memory of its
  // own: Swift 6.3 lays a global `termios` out in 57 bytes, without the gap before its speeds, and writes 60.
  nonisolated(unsafe) private static let settings = {
    let memory = UnsafeMutablePointer<termios>.allocate(capacity: 1)
    unsafe memory.initialize(to: termios())
    return unsafe memory
  }()

  private static let nothing: Int32 = -1
  private static let beingWritten: Int32 = -2

  /// Makes both globals exist, so that a signal handler is never the first to touch them.
  static func prepare() {
    _ = number.load(ordering: .relaxed)
    _ = unsafe settings
  }

  /// From now on, a signal that ends the program puts `saved` back on the open terminal `descriptor`.
  static func arm(_ descriptor: Int32, _ saved: termios) {
    guard exchange(nothing, for: beingWritten) else { return }
    unsafe settings.pointee = saved
    number.store(descriptor, ordering: .sequentiallyConsistent)
  }

  /// The terminal has been put back, or is about to be closed.
  static func disarm(_ descriptor: Int32) {
    _ = exchange(descriptor, for: nothing)
  }

  /// Puts the terminal back, if there is one. Safe inside a signal handler: nothing waits, not even for
  /// what was written to drain.
  static func restore() {
    let descriptor = number.load(ordering: .sequentiallyConsistent)
    guard descriptor >= 0 else { return }
    _ = unsafe tcsetattr(descriptor, TCSANOW, settings)
  }

  private static func exchange(_ old: Int32, for new: Int32) -> Bool {
    number.compareExchange(expected: old, desired: new, ordering: .sequentiallyConsistent).exchanged
  }
}
