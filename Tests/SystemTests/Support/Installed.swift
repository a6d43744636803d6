@testable import System

private let usualPath = Environment(["PATH": "/usr/local/bin:/usr/bin:/bin"])

/// True when a test can make use of a program.
func isInstalled(_ program: String) -> Bool {
  Executable.find(program, in: usualPath) != nil
}

/// True when `strace` is here and may watch other processes, which many containers forbid.
let canTrace: Bool = {
  guard let strace = Executable.find("strace", in: usualPath) else { return false }
  let attempt = ChildProcess(strace, ["-o", "/dev/null", "true"], in: usualPath)
  return (try? attempt.run()) == .exited(0)
}()
