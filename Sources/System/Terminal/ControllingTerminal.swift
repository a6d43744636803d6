import CSystem
import Glibc

/// The terminal a person sits at, whatever standard input and output are connected to.
struct ControllingTerminal: ~Copyable {
  private let descriptor: Descriptor

  /// The longest line that the kernel's line editor keeps, and one line feed.
  /// Source: termios(3), canonical mode.
  static let lineCapacity = 4096

  init(_ path: FilePath) throws(PromptError) {
    guard let opened = try? Descriptor(opening: path, O_RDWR | O_NOCTTY),
      isatty(opened.number) == 1
    else { throw .noTerminal }
    descriptor = opened
  }

  borrowing func write(_ text: TerminalText) throws(PromptError) {
    do throws(SystemFailure) {
      try unsafe descriptor.write(Array(text.string.utf8).span.bytes)
    } catch {
      throw .ioError(error.code)
    }
  }

  /// Passes over what was typed and not read yet.
  borrowing func forgetTyped() throws(PromptError) {
    guard tcflush(descriptor.number, TCIFLUSH) == 0 else { throw .ioError(errno) }
  }

  /// Lends `body` one line as it was typed, without its line feed, in memory that is wiped afterwards.
  ///
  /// A line that ends in one of `interrupts` instead is ``PromptError/interrupted``.
  borrowing func withLine<Value>(
    interruptedBy interrupts: [UInt8] = [],
    _ body: (UnsafeRawBufferPointer) throws(PromptError) -> Value
  ) throws(PromptError) -> Value {
    try unsafe withWipedMemory(Self.lineCapacity) { (memory) throws(PromptError) in
      var count = 0
      while true {
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count...])
        let received = try unsafe receive(into: rest)
        count += received
        let line = unsafe UnsafeRawBufferPointer(rebasing: memory[..<count])
        guard let last = unsafe line.last else { throw .endOfInput }
        if last == UInt8(ascii: "\n") {
          return try unsafe body(UnsafeRawBufferPointer(rebasing: line.dropLast()))
        }
        if interrupts.contains(last) { throw .interrupted }
        // Ctrl-D after some letters hands these over early; the line goes on until it really ends.
        if received == 0 { return try unsafe body(line) }
      }
    }
  }

  /// Runs `body` while nothing that is typed is shown; the terminal is put back whatever happens.
  ///
  /// Signals of the keyboard are off as well: Ctrl-C must not end the program between the change and
  /// its undoing. Instead it ends the line, so that it is noticed at once, and `body` is told which
  /// bytes to look for at the end of it. Only the line feed is shown, as otherwise nothing tells that Enter was taken.
  borrowing func withoutEcho<Value>(
    _ body: (_ interrupts: [UInt8]) throws(PromptError) -> Value
  ) throws(PromptError) -> Value {
    let number = descriptor.number
    var saved = termios()
    guard unsafe tcgetattr(number, &saved) == 0 else { throw .ioError(errno) }
    var (quiet, interrupts) = (saved, [UInt8]())
    quiet.c_lflag &= ~tcflag_t(ECHO | ISIG)
    quiet.c_lflag |= tcflag_t(ECHONL | ICANON | IEXTEN)
    quiet.c_iflag |= tcflag_t(ICRNL)
    unsafe withUnsafeMutableBytes(of: &quiet.c_cc) { keys in
      unsafe keys[Int(VEOL)] = keys[Int(VINTR)]
      unsafe keys[Int(VEOL2)] = keys[Int(VQUIT)]
      interrupts = unsafe [keys[Int(VINTR)], keys[Int(VQUIT)]].filter { $0 != 0 }
    }
    TerminalRestoration.arm(number, saved)
    // Flushed on both sides: nothing typed before the question counts as its answer, and the rest of
    // an overlong passphrase does not end up in the shell.
    defer {
      _ = unsafe tcsetattr(number, TCSAFLUSH, &saved)
      TerminalRestoration.disarm(number)
    }
    guard unsafe tcsetattr(number, TCSAFLUSH, &quiet) == 0 else { throw .ioError(errno) }
    return try body(interrupts)
  }

  private borrowing func receive(
    into memory: UnsafeMutableRawBufferPointer
  ) throws(PromptError) -> Int {
    while true {
      let count = unsafe Glibc.read(descriptor.number, memory.baseAddress, memory.count)
      if count >= 0 { return count }
      // A signal that is being deferred would otherwise wait for a person who may have gone.
      if errno == EINTR && Signals.pending == nil { continue }
      // EIO is what a terminal whose window was closed answers.
      throw errno == EINTR ? .interrupted : errno == EIO ? .endOfInput : .ioError(errno)
    }
  }
}

/// Memory for a moment, overwritten before it is given back.
func withWipedMemory<Value, Failure: Error>(
  _ count: Int, _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Value
) throws(Failure) -> Value {
  try unsafe withUnsafeTemporaryAllocation(byteCount: count, alignment: 16) {
    (memory) throws(Failure) in
    defer {
      if let start = memory.baseAddress { unsafe explicit_bzero(start, memory.count) }
    }
    return try unsafe body(memory)
  }
}
