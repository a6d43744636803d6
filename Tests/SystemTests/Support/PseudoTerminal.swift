import Glibc
import Synchronization
import Testing

@testable import System

/// A terminal without a screen: the test sits at one end and types, the code under test at the other.
final class PseudoTerminal: Sendable {
  private let person: Int32
  /// The end that programs open.
  let path: FilePath
  private let seen = Mutex<[UInt8]>([])
  private let isLeft = Atomic<Bool>(false)

  /// TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h.
  private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  init(columns: UInt16 = 80, rows: UInt16 = 24) throws {
    // posix_openpt, unlockpt and ptsname by hand: Swift's Glibc does not show them.
    person = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (locked, number): (Int32, Int32) = (0, 0)
    try #require(unsafe person >= 0 && ioctl(person, Self.setLock, &locked) == 0)
    try #require(unsafe ioctl(person, Self.getNumber, &number) == 0)
    path = FilePath("/dev/pts/\(number)")
    var window = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(unsafe ioctl(person, UInt(TIOCSWINSZ), &window) == 0)
  }

  deinit {
    close(person)
  }

  /// Everything shown so far.
  var screen: String { String(decoding: seen.withLock { $0 }, as: UTF8.self) }

  func type(_ text: String) {
    var bytes = Array(text.utf8)
    _ = unsafe write(person, &bytes, bytes.count)
  }

  /// Closes the window: the session at the other end gets SIGHUP.
  func hangUp() {
    // In place, so that the number stays ours to close.
    let null = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
    dup2(null, person)
    close(null)
  }

  /// Waits until the text is on the screen, and says whether it came within the time.
  @discardableResult
  func waits(for text: String, milliseconds: Int64 = 20_000) -> Bool {
    waits(milliseconds) { self.screen.contains(text) }
  }

  /// Waits until the screen has not changed for a while: the program is ready for the next key.
  func waitsForQuiet(_ quiet: Int32 = 400) {
    while look(quiet) {}
  }

  func waits(_ milliseconds: Int64, until isDone: () -> Bool) -> Bool {
    let end = SystemClock.monotonicMilliseconds() + milliseconds
    while SystemClock.monotonicMilliseconds() < end {
      _ = look(20)
      if isDone() { return true }
    }
    return false
  }

  /// Takes in what was shown within some milliseconds; false when that was nothing.
  private func look(_ milliseconds: Int32) -> Bool {
    var request = pollfd(fd: person, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&request, 1, milliseconds) == 1, request.revents & Int16(POLLIN) != 0 else {
      return false
    }
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(person, &chunk, chunk.count)
    guard count > 0 else { return false }
    seen.withLock { $0 += chunk[..<count] }
    return true
  }

  /// The settings a program at the other end finds.
  var isEchoing: Bool {
    var settings = termios()
    _ = unsafe tcgetattr(person, &settings)
    return settings.c_lflag & tcflag_t(ECHO) != 0 && settings.c_lflag & tcflag_t(ISIG) != 0
  }

  /// Lets `act` sit at the terminal, on a thread of its own, while `program` runs.
  ///
  /// Not a task: on a machine with few cores, tests that wait in tasks would wait for each other.
  func attended<Value>(
    by act: @escaping @Sendable (PseudoTerminal) -> Void, _ program: () throws -> Value
  ) rethrows -> Value {
    let thread = start(act)
    defer { leave(thread) }
    return try program()
  }

  /// The same for a program in a process of its own, which is waited for without a thread.
  func attended(
    by act: @escaping @Sendable (PseudoTerminal) -> Void, _ program: () async -> Void
  ) async {
    let thread = start(act)
    await program()
    leave(thread)
  }

  private func start(_ act: @escaping @Sendable (PseudoTerminal) -> Void) -> pthread_t {
    isLeft.store(false, ordering: .sequentiallyConsistent)
    let work = unsafe Unmanaged.passRetained(
      Box {
        act(self)
        // A program that waits for a key that will never come must fail, not hang.
        let hasEnded = self.waits(60_000) { self.isLeft.load(ordering: .sequentiallyConsistent) }
        if !hasEnded { self.hangUp() }
      })
    var thread = pthread_t()
    unsafe pthread_create(
      &thread, nil,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().work()
        }
        return nil
      }, unsafe work.toOpaque())
    return thread
  }

  private func leave(_ thread: pthread_t) {
    isLeft.store(true, ordering: .sequentiallyConsistent)
    _ = pthread_join(thread, nil)
  }

  /// In the child process of an exit test: makes the terminal at `path` its own, as a login does.
  static func adopt(_ path: String) throws {
    // A process that leads a group already cannot lead a session, but a new one leads neither.
    try #require(setsid() >= 0)
    let terminal = unsafe open(path, O_RDWR)
    try #require(terminal >= 0)
    for number in STDIN_FILENO...STDERR_FILENO { try #require(dup2(terminal, number) == number) }
  }

  private final class Box: Sendable {
    let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) {
      self.work = work
    }
  }
}
