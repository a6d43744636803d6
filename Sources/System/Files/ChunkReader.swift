import CSystem
import Glibc

/// Reads a file, pipe or the standard input of any size through one fixed buffer, in pieces or lines.
package struct ChunkReader: ~Copyable {
  /// What is read, for messages.
  package let path: FilePath
  /// The size in bytes at opening, for progress; `nil` for a pipe.
  package let totalBytes: Int?
  /// How many bytes have been handed out or skipped.
  package private(set) var bytesRead = 0
  /// The number of the line handed out last, counted from 1.
  package private(set) var lineNumber = 0

  private let file: Descriptor
  private var buffer: [UInt8]
  private var unread: Range<Int> = 0..<0
  private var isInsideRefusedLine = false

  /// Opens `path`, following symbolic links; a folder is refused. A pipe is read like a file, so that
  /// a shell's `<(…)` works.
  package init(opening path: FilePath, chunkSize: Int = 65_536) throws(FileError) {
    let file = try FileError.naming(path) { () throws(SystemFailure) in
      try Descriptor(opening: path, O_RDONLY | O_NOCTTY)
    }
    try self.init(file, path, chunkSize)
  }

  /// Reads the standard input.
  package static func standardInput(chunkSize: Int = 65_536) throws(FileError) -> ChunkReader {
    let path: FilePath = "/dev/stdin"
    let file = try FileError.naming(path) { () throws(SystemFailure) in
      // A number of its own, so that the stream survives this reader.
      Descriptor(owning: try SystemFailure.check { fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) })
    }
    return try ChunkReader(file, path, chunkSize)
  }

  private init(
    _ file: consuming Descriptor, _ path: FilePath, _ chunkSize: Int
  ) throws(FileError) {
    let number = file.number
    let facts = try FileError.naming(path) { () throws(SystemFailure) in
      try FileFacts(descriptor: number)
    }
    guard facts.kind != .folder else { throw FileError(path, .isDirectory) }
    totalBytes = facts.kind == .regular ? facts.size : nil
    buffer = [UInt8](repeating: 0, count: max(chunkSize, 1))
    self.file = file
    self.path = path
  }

  /// The next bytes, at most one chunk of them; `nil` at the end.
  package mutating func next() throws(FileError) -> [UInt8]? {
    guard try fill() else { return nil }
    return Array(take(unread.count))
  }

  /// The next line without its `\n` or `\r\n`; `nil` at the end. A last line needs no line feed.
  ///
  /// A line of more than `limit` bytes is ``FileError/Reason/tooLarge(limit:)``, and is never held in
  /// memory whole; the call after that continues with the line that follows.
  package mutating func nextLine(atMost limit: Int) throws(FileError) -> [UInt8]? {
    guard try skipRefusedLine(), try fill() else { return nil }
    lineNumber += 1
    var line: [UInt8] = []
    repeat {
      let end = positionOfLineFeed()
      line += take((end ?? unread.upperBound) - unread.lowerBound)
      guard line.count <= limit + 1, line.count <= limit || line.last == Self.carriageReturn else {
        isInsideRefusedLine = true
        throw FileError(path, .tooLarge(limit: limit))
      }
      if end != nil {
        _ = take(1)
        break
      }
    } while try fill()
    if line.last == Self.carriageReturn { line.removeLast() }
    return line
  }

  /// All that is left; more than `limit` bytes are ``FileError/Reason/tooLarge(limit:)``.
  package mutating func readToEnd(atMost limit: Int) throws(FileError) -> [UInt8] {
    if let totalBytes, totalBytes - bytesRead > limit {
      throw FileError(path, .tooLarge(limit: limit))
    }
    var bytes: [UInt8] = []
    while let chunk = try next() {
      guard bytes.count + chunk.count <= limit else {
        throw FileError(path, .tooLarge(limit: limit))
      }
      bytes += chunk
    }
    return bytes
  }

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    let taken = unread.lowerBound..<unread.lowerBound + count
    unread = taken.upperBound..<unread.upperBound
    bytesRead += count
    return buffer[taken]
  }

  /// Makes sure that something is unread; false at the end.
  private mutating func fill() throws(FileError) -> Bool {
    guard unread.isEmpty else { return true }
    let number = file.number
    do throws(SystemFailure) {
      var span = buffer.mutableSpan
      var target = unsafe span.mutableBytes
      let count = try Descriptor.read(into: &target, from: number)
      unread = 0..<count
    } catch {
      throw FileError(path, error)
    }
    return !unread.isEmpty
  }

  private func positionOfLineFeed() -> Int? {
    unsafe buffer.withUnsafeBytes { bytes in
      // memchr, since a big import spends its time here otherwise.
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[unread])
      guard let start = rest.baseAddress,
        let found = unsafe memchr(start, Int32(Self.lineFeed), rest.count)
      else { return nil }
      return unsafe unread.lowerBound + (UnsafeRawPointer(found) - start)
    }
  }

  private mutating func skipRefusedLine() throws(FileError) -> Bool {
    while isInsideRefusedLine {
      guard try fill() else { return false }
      let end = positionOfLineFeed()
      _ = take(end.map { $0 + 1 - unread.lowerBound } ?? unread.count)
      isInsideRefusedLine = end == nil
    }
    return true
  }
}
