@testable import System

/// True when a test can make use of a program.
func isInstalled(_ program: String) -> Bool {
  Executable.find(program, in: Environment(["PATH": "/usr/local/bin:/usr/bin:/bin"])) != nil
}
