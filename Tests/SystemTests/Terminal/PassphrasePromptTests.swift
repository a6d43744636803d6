import Glibc
import Testing

@testable import System

@Suite struct `A passphrase prompt` {
  let terminal: PseudoTerminal

  init() throws {
    terminal = try PseudoTerminal()
  }

  /// Asks with room for `capacity` bytes while `keys` are typed once the question stands there.
  private func answer(
    typing keys: String, capacity: Int = 64
  ) throws(PromptError) -> String {
    let prompt = PassphrasePrompt(terminal: terminal.path)
    do {
      return try terminal.attended {
        if $0.waits(for: "Passphrase: ") { $0.type(keys) }
      } _: {
        var memory = [UInt8](repeating: 0xEE, count: capacity)
        var span = memory.mutableSpan
        var bytes = unsafe span.mutableBytes
        let count = try prompt.read(asking: "Passphrase: ", into: &bytes)
        return String(decoding: memory[..<count], as: UTF8.self)
      }
    } catch let error as PromptError {
      throw error
    } catch {
      throw .ioError(-1)
    }
  }

  @Test func `hands over what was typed and shows none of it`() throws {
    #expect(try answer(typing: "correct horse\n") == "correct horse")
    terminal.waitsForQuiet(50)
    #expect(terminal.screen == "Passphrase: \r\n")
    #expect(terminal.isEchoing)
  }

  @Test func `takes letters of any script`() throws {
    #expect(try answer(typing: "пароль 李\n") == "пароль 李")
  }

  @Test func `takes an empty line for an empty passphrase`() throws {
    #expect(try answer(typing: "\n") == "")
  }

  @Test func `lets a typing error be taken back`() throws {
    #expect(try answer(typing: "wrong\u{15}riht\u{7F}\u{7F}ght\n") == "right")
  }

  @Test(arguments: ["\u{3}", "half a pass\u{3}", "\u{1C}"])
  func `ends at Ctrl-C without waiting for Enter`(keys: String) {
    #expect(throws: PromptError.interrupted) { try answer(typing: keys) }
    #expect(terminal.isEchoing)
  }

  @Test func `tells Ctrl-D from an empty line`() {
    #expect(throws: PromptError.endOfInput) { try answer(typing: "\u{4}") }
    #expect(terminal.isEchoing)
  }

  @Test func `goes on after a Ctrl-D in the middle`() throws {
    #expect(try answer(typing: "one\u{4}two\n") == "onetwo")
  }

  @Test func `fills the memory to the last byte and no further`() throws {
    #expect(try answer(typing: "12345678\n", capacity: 8) == "12345678")
  }

  @Test func `refuses one byte more than there is room for`() {
    #expect(throws: PromptError.tooLong(limit: 8)) {
      try answer(typing: "123456789\n", capacity: 8)
    }
    #expect(terminal.isEchoing)
  }

  @Test func `refuses more than the kernel keeps of a line`() {
    let keys = String(repeating: "x", count: 3000)
    #expect(throws: PromptError.tooLong(limit: 1024)) {
      try answer(typing: keys + "\n", capacity: 1024)
    }
  }

  @Test func `does not take what was typed before it asked`() throws {
    terminal.type("typed ahead\n")
    #expect(terminal.waits(for: "typed ahead\r\n"))
    #expect(try answer(typing: "asked for\n") == "asked for")
  }

  @Test func `ends when the window is closed`() throws {
    var closing: PseudoTerminal? = try PseudoTerminal()
    let path = try #require(closing?.path)
    let slave = try ControllingTerminal(path)
    closing = nil
    var refused: PromptError?
    do { _ = try unsafe slave.withLine { $0.count } } catch { refused = error }
    #expect(refused == .endOfInput)
  }

  @Test(arguments: ["/dev/null", "/no/such/terminal"])
  func `needs a terminal`(path: String) {
    var memory = [UInt8](repeating: 0, count: 8)
    var refused: PromptError?
    do {
      var span = memory.mutableSpan
      var bytes = unsafe span.mutableBytes
      _ = try PassphrasePrompt(terminal: FilePath(path)).read(asking: "?", into: &bytes)
    } catch {
      refused = error
    }
    #expect(refused == .noTerminal)
  }

  @Test func `finds no terminal in a session that has none`() async {
    await #expect(processExitsWith: .success) {
      setsid()
      #expect(LinePrompt().canAsk == false)
      #expect(throws: PromptError.noTerminal) { try LinePrompt().ask("Name") }
    }
  }

  @Test func `asks on the terminal of the session, wherever input and output go`() async throws {
    let path = terminal.path.string
    await terminal.attended {
      if $0.waits(for: "Passphrase: ") { $0.type("open sesame\n") }
    } _: {
      await #expect(processExitsWith: .success) { [path = path as String] in
        try PseudoTerminal.adopt(path)
        let null = try Descriptor(opening: "/dev/null", O_RDWR)
        for number in STDIN_FILENO...STDERR_FILENO { dup2(null.number, number) }
        var memory = [UInt8](repeating: 0, count: 64)
        var span = memory.mutableSpan
        var bytes = unsafe span.mutableBytes
        let count = try PassphrasePrompt().read(asking: "Passphrase: ", into: &bytes)
        #expect(String(decoding: memory[..<count], as: UTF8.self) == "open sesame")
      }
    }
    #expect(terminal.screen == "Passphrase: \r\n")
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func `puts the terminal back when a signal ends the program`(
    number: Int32, status: Int32
  ) async throws {
    let path = terminal.path.string
    await #expect(processExitsWith: .exitCode(status)) {
      [path = path as String, number = number as Int32] in
      Signals.install()
      let terminal = try ControllingTerminal(FilePath(path))
      try terminal.withoutEcho { (_) throws(PromptError) in
        kill(getpid(), number)
        while true { SystemClock.pause(milliseconds: 1000) }
      }
    }
    #expect(terminal.isEchoing)
  }
}

@Suite struct `A passphrase descriptor` {
  /// Reads from a pipe that holds `content` until the first refusal, and says what came of it.
  private func lines(
    of content: [UInt8], capacity: Int = 1024
  ) throws -> (lines: [String], end: PromptError) {
    var ends: [Int32] = [0, 0]
    try #require(unsafe pipe(&ends) == 0)
    try unsafe Descriptor.write(content.span.bytes, to: ends[1])
    close(ends[1])
    defer { close(ends[0]) }
    var lines: [String] = []
    while true {
      var memory = [UInt8](repeating: 0, count: capacity)
      do throws(PromptError) {
        var span = memory.mutableSpan
        var bytes = unsafe span.mutableBytes
        let count = try PassphraseDescriptor(ends[0]).read(into: &bytes)
        lines.append(String(decoding: memory[..<count], as: UTF8.self))
      } catch {
        return (lines, error)
      }
    }
  }

  @Test(arguments: [
    ("one\ntwo\n", ["one", "two"]), ("one\r\ntwo", ["one", "two"]), ("\n\nlast", ["", "", "last"]),
    ("a\rb\r", ["a\rb\r"]), ("", []), ("\n", [""]), (" spaces \n", [" spaces "]),
  ])
  func `gives one line a read, from whoever reads`(content: String, expected: [String]) throws {
    let result = try lines(of: Array(content.utf8))
    #expect(result.lines == expected)
    #expect(result.end == .endOfInput)
  }

  @Test func `takes 1,024 bytes and no more`() throws {
    let longest = String(repeating: "x", count: 1024)
    #expect(try lines(of: Array((longest + "\r\n").utf8)).lines == [longest])
    let refused = try lines(of: Array((longest + "y\n").utf8), capacity: 4096)
    #expect(refused.lines == [])
    #expect(refused.end == .tooLong(limit: 1024))
  }

  @Test func `does not write past small memory`() throws {
    let refused = try lines(of: Array("12345\n".utf8), capacity: 4)
    #expect(refused.end == .tooLong(limit: 4))
  }

  @Test(arguments: [-1, 999]) func `refuses a number that nothing is open under`(number: Int32) {
    #expect(failure(of: number) == .descriptorNotReadable(number))
  }

  @Test func `refuses a folder, and a file open for writing only`() throws {
    let folder = try Descriptor(opening: "/tmp", O_RDONLY)
    #expect(failure(of: folder.number) == .descriptorNotReadable(folder.number))
    let sink = try Descriptor(opening: "/dev/null", O_WRONLY)
    #expect(failure(of: sink.number) == .descriptorNotReadable(sink.number))
  }

  private func failure(of number: Int32) -> PromptError? {
    var memory = [UInt8](repeating: 0, count: 8)
    do throws(PromptError) {
      var span = memory.mutableSpan
      var bytes = unsafe span.mutableBytes
      _ = try PassphraseDescriptor(number).read(into: &bytes)
      return nil
    } catch {
      return error
    }
  }
}
