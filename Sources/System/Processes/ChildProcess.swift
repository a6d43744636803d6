import CSystem
import Glibc

/// Another program that gets the terminal for a while.
package struct ChildProcess: Equatable, Sendable {
  package let executable: FilePath
  /// What it is called as, which some programs take as an instruction.
  package let name: String
  package let arguments: [String]
  package let environment: Environment
  /// The folder it starts in; ours when `nil`.
  package let folder: FilePath?

  package init(
    _ executable: FilePath, called name: String? = nil, _ arguments: [String],
    in environment: Environment, startingIn folder: FilePath? = nil
  ) {
    self.executable = executable
    self.name = name ?? executable.name
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
  }

  /// How it ended.
  package enum Ending: Equatable, Sendable {
    case exited(Int32)
    case killed(bySignal: Int32)
  }

  /// Runs it with our standard streams until it ends.
  ///
  /// Meanwhile Ctrl-C and Ctrl-\ are the child's alone. When a signal that is being deferred asks us
  /// to stop, the child is asked to stop too, and after three seconds made to. Afterwards the
  /// terminal is as it was, also when the child crashed and left it otherwise.
  package func run() throws(FileError) -> Ending {
    let terminal = SavedTerminal(STDIN_FILENO)
    let interrupt = IgnoredSignal(SIGINT)
    let quit = IgnoredSignal(SIGQUIT)
    defer {
      quit.restore()
      interrupt.restore()
      terminal?.restore()
    }
    let child = try FileError.naming(executable) { () throws(SystemFailure) in try start() }
    return Self.wait(for: child)
  }

  private func start() throws(SystemFailure) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    if let folder { unsafe posix_spawn_file_actions_addchdir_np(&actions, folder.string) }
    // What we ignore would stay ignored in the child.
    var ordinary = sigset_t()
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigemptyset(&ordinary)
    for number in [SIGINT, SIGQUIT, SIGPIPE] { unsafe sigaddset(&ordinary, number) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &ordinary)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    let variables = environment.variables.map { "\($0)=\($1)" }.sorted()
    return try unsafe CStringArray.lending([name] + arguments) { (words) throws(SystemFailure) in
      try unsafe CStringArray.lending(variables) { (variables) throws(SystemFailure) in
        var child = pid_t()
        let code = unsafe posix_spawn(
          &child, executable.string, &actions, &attributes, words, variables)
        guard code == 0 else { throw SystemFailure(code: code) }
        return child
      }
    }
  }

  /// Asks again and again instead of sleeping in `waitpid`: a signal that comes just before the sleep
  /// would not wake it.
  private static func wait(for child: pid_t) -> Ending {
    var patience: Int64 = 3000
    let step: Int64 = 20
    var status: Int32 = 0
    while true {
      let ended = unsafe waitpid(child, &status, WNOHANG)
      if ended == child { return Ending(status: status) }
      if ended == -1 && errno != EINTR { return .exited(EXIT_FAILURE) }
      if Signals.pending != nil {
        if patience == 3000 { kill(child, SIGTERM) }
        if patience <= 0 { kill(child, SIGKILL) }
        patience -= step
      }
      SystemClock.pause(milliseconds: step)
    }
  }
}

extension ChildProcess.Ending {
  // Source: wait(2); the macros that take a status apart are not imported.
  fileprivate init(status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(bySignal: signal)
  }
}

/// A terminal's settings, to be put back after somebody else had the use of it.
private struct SavedTerminal {
  private let number: Int32
  private let settings: termios

  /// `nil` when the descriptor is no terminal.
  init?(_ number: Int32) {
    var settings = termios()
    guard unsafe tcgetattr(number, &settings) == 0 else { return nil }
    self.number = number
    self.settings = settings
  }

  func restore() {
    var settings = settings
    _ = unsafe tcsetattr(number, TCSADRAIN, &settings)
  }
}

/// A signal that is ignored for a while.
private struct IgnoredSignal {
  private let number: Int32
  private let before: sigaction

  init(_ number: Int32) {
    var before = sigaction()
    var ignoring = sigaction()
    unsafe ignoring.__sigaction_handler.sa_handler = SIG_IGN
    _ = unsafe sigaction(number, &ignoring, &before)
    self.number = number
    self.before = before
  }

  func restore() {
    var before = before
    _ = unsafe sigaction(number, &before, nil)
  }
}
