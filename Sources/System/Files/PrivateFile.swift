import Glibc

/// A file that only its owner, or one group, may reach: a key, a pin, a database.
///
/// Nothing is believed of a file that others could have put in place. It must be a regular file, not
/// a symbolic link; owned by this user or root (or, when shared, belong to the group); and closed to
/// everybody else. Each failing is an error of its own, see ``FileError/Reason``.
package struct PrivateFile: Hashable, Sendable {
  package let path: FilePath
  package let sharing: Sharing

  package init(_ path: FilePath, sharing: Sharing = .ownerOnly) {
    self.path = path
    self.sharing = sharing
  }

  /// Checks kind, owner and mode without opening: for files that SQLite will open itself.
  package func check() throws(FileError) {
    try admit(FileFacts(of: path))
  }

  /// Everything in the file.
  ///
  /// A file larger than `limit` bytes is refused with ``FileError/Reason/tooLarge(limit:)`` before
  /// memory is taken for it, and also when it grows past the limit while being read.
  package func read(atMost limit: Int) throws(FileError) -> [UInt8] {
    let file = try opened(O_RDONLY)
    let facts = try FileError.naming(path) { () throws(SystemFailure) in try file.facts() }
    let bytes = try FileError.naming(path) { () throws(SystemFailure) in
      try facts.size > limit ? nil : file.readToEnd(atMost: limit)
    }
    guard let bytes else { throw FileError(path, .tooLarge(limit: limit)) }
    return bytes
  }

  /// Opens the file after checking it, and checks again what was opened.
  ///
  /// The first look comes before `open`, since opening a pipe or device can itself wait or act. The
  /// second decides: between the two another process may have swapped the file.
  func opened(_ flags: Int32) throws(FileError) -> Descriptor {
    try check()
    let file = try FileError.naming(path) { () throws(SystemFailure) in
      try Descriptor(opening: path, flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    }
    try admit(FileError.naming(path) { () throws(SystemFailure) in try file.facts() })
    return file
  }

  func admit(_ facts: FileFacts) throws(FileError) {
    if let objection = sharing.objection(toFile: facts) { throw FileError(path, objection) }
  }
}
