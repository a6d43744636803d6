import CSystem
import Glibc
import Synchronization

/// What the command does when it is told to stop.
///
/// The default is to put the terminal back as it was, say so and leave at once with the customary
/// status: 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP. Inside ``deferring(_:)`` the signal waits, so that
/// a file is replaced whole and plaintext in memory is cleared away before the program goes.
package enum Signals {
  /// The signals that ask the program to stop.
  static let stopping = [SIGINT, SIGTERM, SIGHUP]

  /// Takes over the stopping signals, and ignores SIGPIPE and SIGXFSZ so that a reader who has left, or
  /// a limit on the size of files, shows up as an error of the write, not as silent death.
  ///
  /// Called once, early, by the command; never by a library inside somebody else's program. A signal
  /// that was already ignored (`nohup`) stays ignored.
  ///
  /// - Parameter words: what to say on standard error on the way out with a status, made beforehand as
  ///   a handler may not make anything.
  package static func install(saying words: (_ status: Int32) -> [UInt8] = { _ in [] }) {
    unsafe lastWords = unsafe (
      lasting(words(128 + SIGINT)), lasting(words(128 + SIGTERM)), lasting(words(128 + SIGHUP))
    )
    _ = depth.load(ordering: .relaxed)
    _ = waiting.load(ordering: .relaxed)
    TerminalRestoration.prepare()
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
    for number in stopping where !isIgnored(number) {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { received in Signals.receive(received) }
      // No SA_RESTART: a wait for a child must end, so that its caller can end the child.
      _ = unsafe sigaction(number, &action, nil)
    }
  }

  /// Runs `body` to its end before any stopping signal takes effect. May be nested, on any thread.
  package static func deferring<Value: ~Copyable, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    depth.add(1, ordering: .sequentiallyConsistent)
    defer { release() }
    return try body()
  }

  /// The signal that waits for the innermost ``deferring(_:)`` to end; long work asks between steps.
  package static var pending: Int32? {
    let number = waiting.load(ordering: .sequentiallyConsistent)
    return number == 0 ? nil : number
  }

  /// Goes on after all where Ctrl-C waits, since the person has said so since. To be asked to end by the system, or
  /// to lose the terminal, is nothing that a person takes back.
  package static func goOnAfterInterruption() {
    _ = waiting.compareExchange(
      expected: SIGINT, desired: 0, ordering: .sequentiallyConsistent)
  }

  private static let depth = Atomic<Int>(0)
  private static let waiting = Atomic<Int32>(0)
  // For SIGINT, SIGTERM and SIGHUP; written before any handler is there to read them.
  nonisolated(unsafe) private static var lastWords = unsafe (
    UnsafeRawBufferPointer(start: nil, count: 0), UnsafeRawBufferPointer(start: nil, count: 0),
    UnsafeRawBufferPointer(start: nil, count: 0)
  )

  /// A copy that stays until the process ends.
  private static func lasting(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    unsafe memory.copyBytes(from: bytes)
    return UnsafeRawBufferPointer(memory)
  }

  private static func release() {
    let before = depth.subtract(1, ordering: .sequentiallyConsistent).oldValue
    if before == 1, let number = pending { leave(number) }
  }

  // From here to the end runs inside a signal handler: nothing may allocate, lock, or touch a
  // global for the first time (hence the loads in install()).

  private static func receive(_ number: Int32) {
    waiting.store(number, ordering: .sequentiallyConsistent)
    if depth.load(ordering: .sequentiallyConsistent) == 0 { leave(number) }
  }

  private static func leave(_ number: Int32) {
    TerminalRestoration.restore()
    let words = unsafe lastWords(on: number)
    _ = unsafe write(STDERR_FILENO, words.baseAddress, words.count)
    _exit(128 + number)
  }

  private static func lastWords(on number: Int32) -> UnsafeRawBufferPointer {
    switch number {
    case SIGTERM: unsafe lastWords.1
    case SIGHUP: unsafe lastWords.2
    default: unsafe lastWords.0
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var current = sigaction()
    _ = unsafe sigaction(number, nil, &current)
    let handler = unsafe unsafeBitCast(current.__sigaction_handler.sa_handler, to: Int.self)
    return handler == 1  // SIG_IGN, which is a cast and so not imported
  }
}
