import Glibc

/// A ``PrivateFile`` that stays open and is read piece by piece.
///
/// A file that is replaced whole meanwhile is still the one that was opened.
package final class OpenPrivateFile: Sendable {
  private let path: FilePath
  private let file: Descriptor
  /// In bytes, when it was opened.
  package let count: Int

  fileprivate init(_ file: consuming Descriptor, of count: Int, at path: FilePath) {
    self.path = path
    self.count = count
    self.file = file
  }

  /// The bytes in a range; fewer where the file ends before it.
  package func read(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    try FileError.naming(path) { () throws(SystemFailure) in
      try file.read(range.count, at: range.lowerBound)
    }
  }
}

extension PrivateFile {
  /// Opens the file after checking it, to be read piece by piece. One larger than `limit` bytes is refused with
  /// ``FileError/Reason/tooLarge(limit:)``.
  package func open(atMost limit: Int) throws(FileError) -> OpenPrivateFile {
    let file = try opened(O_RDONLY)
    let facts = try FileError.naming(path) { () throws(SystemFailure) in try file.facts() }
    guard facts.size <= limit else { throw FileError(path, .tooLarge(limit: limit)) }
    return OpenPrivateFile(file, of: facts.size, at: path)
  }
}
