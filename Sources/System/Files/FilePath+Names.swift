import Glibc

extension FilePath {
  /// What lies in this folder under a name that begins so, in order; nothing where there is no such folder.
  package func names(beginningWith start: String) throws(FileError) -> [String] {
    let entries = try FileError.unlessGone { () throws(FileError) in
      try FileError.naming(self) { () throws(SystemFailure) in
        try FolderEntry.all(in: try Descriptor(opening: self, O_RDONLY | O_DIRECTORY))
      }
    }
    return (entries ?? []).map(\.name).filter { $0.hasPrefix(start) }.sorted()
  }
}
