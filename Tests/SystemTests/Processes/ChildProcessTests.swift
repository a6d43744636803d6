import Glibc
import Testing

@testable import System

@Suite struct `A child process` {
  private let shell: FilePath = "/bin/sh"

  private func run(
    _ script: String, _ variables: [String: String] = [:], in folder: FilePath? = nil
  ) throws -> ChildProcess.Ending {
    try ChildProcess(
      shell, ["-c", script], in: Environment(variables), startingIn: folder
    ).run()
  }

  @Test(arguments: [("exit 0", 0), ("exit 3", 3), ("exit 255", 255)] as [(String, Int32)])
  func `tells how it ended`(script: String, status: Int32) throws {
    #expect(try run(script) == .exited(status))
  }

  @Test func `tells which signal killed it`() throws {
    #expect(try run("kill -9 $$") == .killed(bySignal: 9))
  }

  @Test func `sees just the environment and folder it is given`() throws {
    #expect(
      try run(#"test "$A" = "b c" -a -z "$HOME" -a "$(pwd)" = /usr"#, ["A": "b c"], in: "/usr")
        == .exited(0))
  }

  @Test func `is called by the name it is given`() throws {
    let child = ChildProcess(
      shell, called: "other", ["-c", #"test "$0" = other"#], in: Environment([:]))
    #expect(try child.run() == .exited(0))
  }

  @Test func `does not inherit that signals are ignored`() throws {
    // SIGINT is ignored in the parent while the child runs, SIGPIPE always (once installed).
    #expect(try run("kill -INT $$; exit 0") == .killed(bySignal: SIGINT))
    #expect(try run("kill -PIPE $$; exit 0") == .killed(bySignal: SIGPIPE))
  }

  @Test func `leaves the parent alone with Ctrl-C`() async {
    await #expect(processExitsWith: .exitCode(9)) {
      Signals.install()
      _ = try ChildProcess(
        "/bin/sh", ["-c", "kill -INT $PPID; kill -QUIT $PPID"], in: Environment([:])
      ).run()
      exit(9)
    }
  }

  @Test func `may change the terminal, which is put back`() async throws {
    let terminal = try PseudoTerminal()
    let path = terminal.path.string
    await #expect(processExitsWith: .success) { [path = path as String] in
      try PseudoTerminal.adopt(path)
      let ending = try ChildProcess(
        "/bin/sh", ["-c", "stty raw -echo; kill -9 $$"], in: Environment(["PATH": "/bin"])
      ).run()
      #expect(ending == .killed(bySignal: 9))
    }
    #expect(terminal.isEchoing)
  }

  @Test func `cannot be started from nothing`() {
    #expect(throws: FileError("/no/such/program", .notFound)) {
      try ChildProcess("/no/such/program", [], in: Environment([:])).run()
    }
    #expect(throws: FileError("/etc/passwd", .permissionDenied)) {
      try ChildProcess("/etc/passwd", [], in: Environment([:])).run()
    }
    #expect(throws: FileError(shell, .ioError(EINVAL))) {
      try ChildProcess(shell, ["-c", "a\0b"], in: Environment([:])).run()
    }
  }
}

@Test func `the environment of the process is read whole`() async {
  await #expect(processExitsWith: .success) {
    unsafe setenv("CASEVAULT_TEST", "a=b", 1)
    unsafe setenv("CASEVAULT_EMPTY", "", 1)
    let environment = Environment.ofProcess()
    #expect(environment["CASEVAULT_TEST"] == "a=b")
    #expect(environment["CASEVAULT_EMPTY"] == nil)
    #expect(environment.variables["CASEVAULT_EMPTY"] == "")
    #expect(environment["CASEVAULT_UNSET"] == nil)
  }
}
