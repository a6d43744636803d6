import Glibc
import Testing

@testable import System

@Test func `text arrives at once and whole, across a full pipe`() throws {
  let scratch = try Scratch()
  let file = try Descriptor(opening: scratch.path("out"), O_WRONLY | O_CREAT, mode: 0o600)
  let stream = StandardStream(number: file.number, path: scratch.path("out"))
  #expect(try stream.write("one \("two\u{7}")\n") == .whole)
  #expect(try scratch.contents("out") == "one two\\x07\n")
}

@Test func `a reader who has left is no error`() async {
  await #expect(processExitsWith: .success) {
    Signals.install()
    var ends: [Int32] = [0, 0]
    try #require(unsafe pipe(&ends) == 0)
    close(ends[0])
    try #require(dup2(ends[1], STDOUT_FILENO) == STDOUT_FILENO)
    #expect(try StandardStream.output.write("anybody?\n") == .readerHasLeft)
  }
}

@Test func `a full disk is one`() throws {
  let full = try Descriptor(opening: "/dev/full", O_WRONLY)
  let stream = StandardStream(number: full.number, path: "/dev/stdout")
  #expect(throws: FileError("/dev/stdout", .noSpace)) { try stream.write("lost\n") }
}

@Test(.timeLimit(.minutes(10))) func `a slow reader of a pipe that does not block gets everything`()
  throws
{
  var ends: [Int32] = [0, 0]
  try #require(unsafe pipe(&ends) == 0)
  _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
  let reader = ends[0]
  let terminal = try PseudoTerminal()
  let size = 1_000_000
  // Twice the pipe's 64 KiB and more: the writer must wait, without an error.
  try terminal.attended { _ in
    SystemClock.pause(milliseconds: 50)
    var left = size
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while left > 0 { left -= unsafe read(reader, &chunk, chunk.count) }
  } _: {
    let stream = StandardStream(number: ends[1], path: "/dev/stdout")
    let delivery = try stream.write([UInt8](repeating: 7, count: size))
    #expect(delivery == .whole)
  }
  close(ends[0])
  close(ends[1])
}

@Test func `standard input is read up to a limit`() async {
  await #expect(processExitsWith: .success) {
    var ends: [Int32] = [0, 0]
    try #require(unsafe pipe(&ends) == 0)
    _ = unsafe write(ends[1], "12345", 5)
    close(ends[1])
    try #require(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO)
    #expect(!StandardInput.isTerminal)
    #expect(throws: FileError("/dev/stdin", .tooLarge(limit: 4))) {
      try StandardInput.read(atMost: 4)
    }
  }
}

@Test func `the size of a terminal is asked for, else taken from the environment`() throws {
  let terminal = try PseudoTerminal(columns: 132, rows: 50)
  let slave = try Descriptor(opening: terminal.path, O_RDWR | O_NOCTTY)
  #expect(Terminal.size(of: slave.number) == Terminal.Size(columns: 132, rows: 50))
  let file = try Descriptor(opening: "/dev/null", O_RDWR)
  #expect(Terminal.size(of: file.number) == nil)
}

@Test(arguments: [("100", 100), ("", 80), ("0", 80), ("wide", 80), ("-5", 80), ("99999999", 80)])
func `without a terminal COLUMNS decides, or 80 does`(variable: String, columns: Int) async {
  await #expect(processExitsWith: .success) {
    [variable = variable as String, columns = columns as Int] in
    for number in Int32(0)...2 {
      _ = dup2(try Descriptor(opening: "/dev/null", O_RDWR).number, number)
    }
    #expect(Terminal.size(Environment(["COLUMNS": variable])).columns == columns)
  }
}
