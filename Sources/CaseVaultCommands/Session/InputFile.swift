import System

/// A file that somebody hands to a command; `-` is standard input.
struct InputFile {
  let path: String

  /// All of it; more than `limit` bytes are refused.
  func bytes(atMost limit: Int) throws -> [UInt8] {
    if path == "-" { return try StandardInput.read(atMost: limit) }
    var reader = try ChunkReader(opening: FilePath(path))
    return try reader.readToEnd(atMost: limit)
  }

  /// A short text, such as a ticket or a request; anything that is no UTF-8 will be refused as such.
  func text(atMost limit: Int) throws -> String {
    String(decoding: try bytes(atMost: limit), as: UTF8.self)
  }
}

extension FilePath {
  /// This path, unless it is empty, as that of a variable that is not set: a folder without a name would
  /// else be the one that the command runs in, or the root.
  func notEmpty() throws(FileError) -> FilePath {
    guard !string.isEmpty else { throw FileError(self, .notAPath) }
    return self
  }

  /// This path, if there is something under it.
  func existing() throws(FileError) -> FilePath {
    guard try exists() else { throw FileError(self, .notFound) }
    return self
  }
}
