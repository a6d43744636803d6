import Glibc
import Testing

@testable import System

@Suite struct `A chunk reader` {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test func `hands out pieces no larger than its buffer`() throws {
    try scratch.write("abcdefghij", to: "file")
    var reader = try ChunkReader(opening: scratch.path("file"), chunkSize: 4)
    var pieces: [String] = []
    while let piece = try reader.next() { pieces.append(String(decoding: piece, as: UTF8.self)) }
    #expect(pieces == ["abcd", "efgh", "ij"])
    #expect(reader.bytesRead == 10)
    #expect(reader.totalBytes == 10)
  }

  @Test(arguments: [1, 2, 3, 7, 64])
  func `finds lines across its buffer's end`(chunkSize: Int) throws {
    try scratch.write("first\r\n\nthird\rwith a return\nlast", to: "file")
    var reader = try ChunkReader(opening: scratch.path("file"), chunkSize: chunkSize)
    var lines: [String] = []
    while let line = try reader.nextLine(atMost: 100) {
      lines.append(String(decoding: line, as: UTF8.self))
    }
    #expect(lines == ["first", "", "third\rwith a return", "last"])
    #expect(reader.lineNumber == 4)
  }

  @Test(arguments: [1, 3, 64])
  func `refuses a long line and goes on after it`(chunkSize: Int) throws {
    try scratch.write("12345\n123456789\r\n12345\r\nend\n", to: "file")
    let path = scratch.path("file")
    var reader = try ChunkReader(opening: path, chunkSize: chunkSize)
    #expect(try reader.nextLine(atMost: 5) == Array("12345".utf8))
    var refused: FileError?
    do { _ = try reader.nextLine(atMost: 5) } catch { refused = error }
    #expect(refused == FileError(path, .tooLarge(limit: 5)))
    #expect(try reader.nextLine(atMost: 5) == Array("12345".utf8))
    #expect(reader.lineNumber == 3)
    #expect(try reader.nextLine(atMost: 5) == Array("end".utf8))
    #expect(try reader.nextLine(atMost: 5) == nil)
  }

  @Test func `ends at once on an empty file`() throws {
    try scratch.write("", to: "file")
    var reader = try ChunkReader(opening: scratch.path("file"))
    #expect(try reader.nextLine(atMost: 5) == nil)
    #expect(try reader.next() == nil)
  }

  @Test func `reads to the end up to a limit`() throws {
    try scratch.write("12345", to: "file")
    var whole = try ChunkReader(opening: scratch.path("file"))
    #expect(try whole.readToEnd(atMost: 5) == Array("12345".utf8))
    var refusing = try ChunkReader(opening: scratch.path("file"))
    var refused: FileError?
    do { _ = try refusing.readToEnd(atMost: 4) } catch { refused = error }
    #expect(refused == FileError(scratch.path("file"), .tooLarge(limit: 4)))
  }

  @Test func `reads a pipe, whose size nobody knows`() throws {
    var ends: [Int32] = [0, 0]
    try #require(unsafe pipe(&ends) == 0)
    _ = unsafe write(ends[1], "one\ntwo", 7)
    close(ends[1])
    defer { close(ends[0]) }
    var reader = try ChunkReader(opening: FilePath("/proc/self/fd/\(ends[0])"))
    #expect(reader.totalBytes == nil)
    #expect(try reader.nextLine(atMost: 10) == Array("one".utf8))
    #expect(try reader.readToEnd(atMost: 3) == Array("two".utf8))
  }

  @Test func `refuses a folder and a missing file`() {
    #expect(throws: FileError(scratch.folder, .isDirectory)) {
      _ = try ChunkReader(opening: scratch.folder)
    }
    #expect(throws: FileError(scratch.path("none"), .notFound)) {
      _ = try ChunkReader(opening: scratch.path("none"))
    }
  }
}
