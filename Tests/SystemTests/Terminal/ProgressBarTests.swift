import Glibc
import Testing

@testable import System

@Test(arguments: [
  (0, 40, "Importing [---------------------]   0 %"),
  (50, 40, "Importing [##########-----------]  50 %"),
  (100, 40, "Importing [#####################] 100 %"), (99, 25, "Importing [#####-]  99 %"),
  (150, 20, "Importing 100 %"), (50, 10, "Importin…"),
])
func `a progress bar fits the terminal`(done: Int, columns: Int, shown: String) {
  let line = ProgressBar.line("Importing", done, of: 100, columns)
  #expect(line.string == shown)
  #expect(line.width < columns)
}

@Test func `work of no size counts as done`() {
  #expect(ProgressBar.line("Importing", 0, of: 0, 80).string.hasSuffix(" 100 %"))
}

@Test func `progress is drawn on a terminal after a while, and cleared`() throws {
  let terminal = try PseudoTerminal()
  let slave = try Descriptor(opening: terminal.path, O_RDWR | O_NOCTTY)
  let stream = StandardStream(number: slave.number, path: terminal.path)
  var bar = ProgressBar("Importing", total: 10, on: stream, columns: 30, isShown: true)
  bar.update(1)
  #expect(!terminal.waits(for: "Importing", milliseconds: 50))
  SystemClock.pause(milliseconds: 350)
  bar.update(5)
  #expect(terminal.waits(for: "\rImporting [#####------]  50 %\u{1B}[K"))
  bar.finish()
  #expect(terminal.waits(for: "\r\u{1B}[K"))
}

@Test func `progress is not drawn for every step`() throws {
  let scratch = try Scratch()
  let file = try Descriptor(opening: scratch.path("screen"), O_WRONLY | O_CREAT, mode: 0o600)
  let stream = StandardStream(number: file.number, path: scratch.path("screen"))
  var bar = ProgressBar("Importing", total: 1_000_000, on: stream, columns: 30, isShown: true)
  let end = SystemClock.monotonicMilliseconds() + 1000
  var steps = 0
  while SystemClock.monotonicMilliseconds() < end {
    steps += 1
    bar.update(steps)
  }
  let drawings = try scratch.contents("screen").count { $0 == "I" }
  // From 300 ms on, every 100 ms: eight at most, fewer on a busy machine.
  #expect((1...8).contains(drawings))
  #expect(steps > 1000)
  bar.finish()
}

@Test func `progress is not drawn where nobody looks`() throws {
  let terminal = try PseudoTerminal()
  let slave = try Descriptor(opening: terminal.path, O_RDWR | O_NOCTTY)
  let stream = StandardStream(number: slave.number, path: terminal.path)
  var bar = ProgressBar("Importing", total: 10, on: stream, columns: 30, isShown: false)
  SystemClock.pause(milliseconds: 350)
  bar.update(5)
  bar.finish()
  terminal.waitsForQuiet(50)
  #expect(terminal.screen == "")
}
