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
    let settings = SpawnSettings(startingIn: folder)
    let variables = environment.variables.map { "\($0)=\($1)" }.sorted()
    return try settings.start(executable, [name] + arguments, variables)
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
