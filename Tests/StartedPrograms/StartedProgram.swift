package import Foundation
import Glibc

/// Another program that runs beside a test.
///
/// Not Foundation's `Process`: with Swift 6.3 its `run()` reads 256 bytes of each name under
/// /proc/self/fd, of which readdir(3) has given some thirty, and now and then crashes in `memcpy` where a
/// page ends (swift-corelibs-foundation, pull request 5472). Tests start thousands of programs, many
/// descriptors open. `posix_spawn` closes what is open itself, and blocks no signal in the child.
package final class StartedProgram {
  /// Where one of its three streams leads.
  package enum Stream {
    case nowhere
    /// A file that is read, or for output made or emptied.
    case file(String)
    /// Output that the test reads; may be both output and errors.
    case pipe
  }

  private let number: pid_t
  /// The reading end of the pipe, where there is one.
  private let pipe: FileHandle?
  private var ending: Int32?
  /// Whether the system wrote its memory down, or handed it to whoever collects such.
  package private(set) var hasDumpedCore = false

  /// Starts a program by its path. Without an environment it has the test's.
  package init(
    _ path: String, _ arguments: [String] = [], environment: [String: String]? = nil,
    in folder: String? = nil, input: Stream = .nowhere, output: Stream = .nowhere,
    errors: Stream = .nowhere
  ) throws {
    var ends: [Int32] = [-1, -1]
    try Self.check(unsafe Glibc.pipe(&ends) == 0 ? 0 : errno)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    let variables = environment ?? ProcessInfo.processInfo.environment
    var settings = SpawnSettings()
    settings.lead(input, to: STDIN_FILENO, O_RDONLY, pipe: ends[0])
    settings.lead(output, to: STDOUT_FILENO, O_WRONLY | O_CREAT | O_TRUNC, pipe: ends[1])
    settings.lead(errors, to: STDERR_FILENO, O_WRONLY | O_CREAT | O_TRUNC, pipe: ends[1])
    do {
      number = try settings.start(
        path, arguments, variables.map { "\($0)=\($1)" }, in: folder)
    } catch {
      close(ends[0])
      throw error
    }
    pipe = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
  }

  /// What it writes next, as soon as there is any; nothing at its end.
  package func nextOutput() -> Data { pipe?.availableData ?? Data() }

  /// All that it writes to the pipe until it and its children have closed it.
  package func restOfOutput() -> Data { pipe?.readDataToEndOfFile() ?? Data() }

  package func kill(_ signal: Int32 = SIGKILL) {
    if isRunning { _ = Glibc.kill(number, signal) }
  }

  /// Makes it stand still until it gets a `SIGCONT`; comes back when it does.
  package func stop() {
    kill(SIGSTOP)
    // The state is the letter behind the name, which stands in brackets. Source: proc_pid_stat(5).
    let facts = "/proc/\(number)/stat"
    while isRunning, let text = try? String(contentsOfFile: facts, encoding: .utf8),
      !text.contains(") T ")
    {
      usleep(100)
    }
  }

  package var isRunning: Bool {
    wait(WNOHANG)
    return ending == nil
  }

  /// Waits for its end: the exit status, or the number of the signal that ended it.
  @discardableResult
  package func wait() -> Int32 {
    wait(0)
    return ending ?? -1
  }

  private func wait(_ options: Int32) {
    guard ending == nil else { return }
    var status: Int32 = 0
    var ended: pid_t
    repeat { ended = unsafe waitpid(number, &status, options) } while ended == -1 && errno == EINTR
    guard ended != 0 else { return }
    // Source: wait(2); the macros that take a status apart are not imported.
    let signal = status & 0x7f
    hasDumpedCore = ended != -1 && status & 0x80 != 0
    ending = ended == -1 ? -1 : signal == 0 ? (status >> 8) & 0xff : signal
  }

  static func check(_ code: Int32) throws {
    guard code == 0 else { throw NotStarted(code: code) }
  }
}

/// The system would not start the program; the code is errno's.
package struct NotStarted: Error, Equatable {
  package let code: Int32
}
