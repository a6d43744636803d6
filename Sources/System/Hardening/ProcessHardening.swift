import CSystem
import Glibc

/// What keeps a running command's memory and files from others on the machine.
package enum ProcessHardening {
  /// A protection the system would not give; work goes on, and the caller says so.
  package enum Refusal: Equatable, Sendable {
    /// A crash could write memory to disk; with the error number.
    case coreDumps(Int32)
    /// Other programs of the same user can look into memory; with the error number.
    case inspection(Int32)
  }

  /// To be called first thing: opens missing standard streams, makes new files private, switches off
  /// core dumps, reports of crashes and inspection by debuggers.
  package static func apply() -> [Refusal] {
    openMissingStreams()
    forgetCrashHandlers()
    umask(0o077)
    var refusals: [Refusal] = []
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    if unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none) != 0 {
      refusals.append(.coreDumps(errno))
    }
    // Also covers a core_pattern that pipes to a program, which ignores the limit above.
    if csystem_prctl(PR_SET_DUMPABLE, 0) != 0 { refusals.append(.inspection(errno)) }
    return refusals
  }

  /// Where a toolchain is installed, Swift's runtime answers a crash by starting a program that prints the
  /// registers and the memory that they point to, and so perhaps words of a note.
  private static func forgetCrashHandlers() {
    for number in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] {
      _ = signal(number, SIG_DFL)
    }
  }

  /// True while programs of the same user can read this one's memory.
  static var isOpenToInspection: Bool { csystem_prctl(PR_GET_DUMPABLE, 0) == 1 }

  /// A program started with a standard stream closed would open its first file under that number, and
  /// then write messages into it.
  private static func openMissingStreams() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      // The lowest free number, which is this one. Not closed on exec, as no standard stream is.
      _ = unsafe open("/dev/null", O_RDWR)
    }
  }
}
