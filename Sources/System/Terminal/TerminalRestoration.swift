import CSystem
import Glibc
import Synchronization

/// The terminal as it was before a prompt changed it, kept where a signal handler can reach it.
///
/// One prompt at a time changes the terminal, on one thread; the atomic number says whether there is
/// anything to put back, and is stored only after the settings are in place.
enum TerminalRestoration {
  private static let number = Atomic<Int32>(-1)
  // Written by arm() before `number` says it may be read; read by a handler only after.
  nonisolated(unsafe) private static var settings = termios()

  /// Makes both globals exist, so that a signal handler is never the first to touch them.
  static func prepare() {
    _ = number.load(ordering: .relaxed)
    unsafe settings.c_line = settings.c_line
  }

  /// From now on, leaving puts `settings` back on the open terminal `descriptor`.
  static func arm(_ descriptor: Int32, _ saved: termios) {
    unsafe settings = saved
    number.store(descriptor, ordering: .sequentiallyConsistent)
  }

  /// Puts the terminal back, if a prompt or a child had changed it, and discards what was typed and
  /// not read if so asked.
  static func disarm(flushing: Bool) {
    restore(flushing ? TCSAFLUSH : TCSADRAIN)
  }

  /// The same inside a signal handler, where nothing may wait for the terminal to drain.
  static func restoreAtOnce() {
    restore(TCSANOW)
  }

  private static func restore(_ moment: Int32) {
    let descriptor = number.exchange(-1, ordering: .sequentiallyConsistent)
    guard descriptor >= 0 else { return }
    _ = unsafe tcsetattr(descriptor, moment, &settings)
  }
}
