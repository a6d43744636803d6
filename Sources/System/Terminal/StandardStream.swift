import CSystem
import Glibc

/// Standard output or standard error, written to at once: nothing waits in a buffer that a crash or
/// an early exit could lose, or that could still hold a client's words afterwards.
package struct StandardStream: Sendable {
  let number: Int32
  /// What it is called in messages.
  let path: FilePath

  package static let output = StandardStream(number: STDOUT_FILENO, path: "/dev/stdout")
  package static let error = StandardStream(number: STDERR_FILENO, path: "/dev/stderr")

  /// What became of a write that did not fail.
  package enum Delivery: Sendable {
    case whole
    /// Whoever was reading has closed the pipe (`| head`). Nothing is wrong, and there is no use in
    /// writing more.
    case readerHasLeft
  }

  /// Writes text that is fit for a terminal.
  @discardableResult
  package func write(_ text: TerminalText) throws(FileError) -> Delivery {
    try write(Array(text.string.utf8))
  }

  /// Writes bytes as they are: machine-readable output, or an export.
  ///
  /// Needs ``Signals/install()`` to have run, or a reader who has left ends the process.
  @discardableResult
  package func write(_ bytes: [UInt8]) throws(FileError) -> Delivery { try write(bytes.span) }

  /// The same with bytes that stay in memory of the caller's.
  @discardableResult
  package func write(_ bytes: Span<UInt8>) throws(FileError) -> Delivery {
    do throws(SystemFailure) {
      try unsafe Descriptor.write(bytes.bytes, to: number)
      return .whole
    } catch {
      guard error.code == EPIPE else { throw FileError(path, error) }
      return .readerHasLeft
    }
  }

  /// True when a person is looking at it.
  package var isTerminal: Bool { isatty(number) == 1 }
}

/// Standard input, as a whole.
package enum StandardInput {
  /// Everything up to the end; more than `limit` bytes are ``FileError/Reason/tooLarge(limit:)``.
  package static func read(atMost limit: Int) throws(FileError) -> [UInt8] {
    var reader = try ChunkReader.standardInput()
    return try reader.readToEnd(atMost: limit)
  }

  /// True when it is a keyboard, not a file or pipe.
  package static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }
}
