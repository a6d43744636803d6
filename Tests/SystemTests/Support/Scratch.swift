import Glibc
import Testing

@testable import System

/// A folder of its own for one test, 0700, gone when the test is.
final class Scratch: Sendable {
  let folder: FilePath

  init(under parent: String = "/tmp") throws {
    let name = "casevault-test-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    folder = FilePath(parent).appending(name)
    try #require(unsafe mkdir(folder.string, 0o700) == 0)
  }

  deinit {
    Scratch.remove(folder)
  }

  func path(_ name: String) -> FilePath { folder.appending(name) }

  /// Writes a file as anybody else would, with exactly these permission bits.
  func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o600) throws {
    let path = path(name)
    let file = unsafe open(path.string, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    try unsafe Descriptor.write(bytes.span.bytes, to: file)
    try #require(fchmod(file, mode) == 0)
  }

  func write(_ text: String, to name: String, mode: mode_t = 0o600) throws {
    try write(Array(text.utf8), to: name, mode: mode)
  }

  func contents(_ name: String) throws -> String {
    var reader = try ChunkReader(opening: path(name))
    return String(decoding: try reader.readToEnd(atMost: 1 << 24), as: UTF8.self)
  }

  /// The names in the folder, sorted.
  func names() throws -> [String] {
    let open = try Descriptor(opening: folder, O_RDONLY | O_DIRECTORY)
    return try FolderEntry.all(in: open).map(\.name).sorted()
  }

  private static func remove(_ path: FilePath) {
    if let folder = try? Descriptor(opening: path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW),
      let entries = try? FolderEntry.all(in: folder)
    {
      for entry in entries { remove(path.appending(entry.name)) }
    }
    _ = unsafe Glibc.remove(path.string)
  }
}
