import Glibc
import Testing

@testable import System

@Suite struct `A signal to stop` {
  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func `ends the program with the customary status`(number: Int32, status: Int32) async {
    await #expect(processExitsWith: .exitCode(status)) { [number = number as Int32] in
      Signals.install()
      kill(getpid(), number)
      SystemClock.pause(milliseconds: 5000)
    }
  }

  @Test func `waits for the end of what must not be cut short`() async throws {
    let scratch = try Scratch()
    let folder = scratch.folder.string
    await #expect(processExitsWith: .exitCode(143)) { [folder = folder as String] in
      Signals.install()
      try Signals.deferring {
        #expect(Signals.pending == nil)
        kill(getpid(), SIGTERM)
        // Another thread hears of it; on a busy machine that may take a while.
        for _ in 0..<100 where Signals.pending == nil { SystemClock.pause(milliseconds: 50) }
        #expect(Signals.pending == SIGTERM)
        try Signals.deferring {
          try PrivateFile(FilePath(folder + "/inner")).create(with: [1])
        }
        try PrivateFile(FilePath(folder + "/outer")).create(with: [1])
      }
      try PrivateFile(FilePath(folder + "/late")).create(with: [1])
    }
    #expect(try scratch.names() == ["inner", "outer"])
  }

  @Test func `that was ignored stays ignored`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      _ = signal(SIGHUP, SIG_IGN)
      Signals.install()
      kill(getpid(), SIGHUP)
      exit(7)
    }
  }

  @Test func `is not noticed where nothing was installed`() {
    #expect(Signals.deferring { 7 } == 7)
    #expect(Signals.pending == nil)
  }
}
