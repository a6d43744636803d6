import CSystem
import Glibc

/// Finds programs.
package enum Executable {
  /// The program a word of a command line means: a path if it holds a slash, else the first match in
  /// `PATH`. Entries of `PATH` that are relative are passed over, since what they mean depends on
  /// where one happens to be. `nil` when there is nothing to run.
  package static func find(_ word: String, in environment: Environment) -> FilePath? {
    guard !word.utf8.contains(UInt8(ascii: "/")) else {
      return isRunnable(FilePath(word)) ? FilePath(word) : nil
    }
    let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    return folders.lazy.map { FilePath(String($0)) }.filter(\.isAbsolute)
      .map { $0.appending(word) }.first(where: isRunnable)
  }

  private static func isRunnable(_ path: FilePath) -> Bool {
    guard path.isUsable, let facts = try? FileFacts(of: path.resolved()) else { return false }
    return unsafe facts.kind == .regular && access(path.string, X_OK) == 0
  }
}

extension FilePath {
  /// The same place with every symbolic link followed: `/usr/bin/vim.basic` for `/usr/bin/vi`.
  package func resolved() throws(FileError) -> FilePath {
    guard isUsable else { throw FileError(self, .notAPath) }
    guard let resolved = unsafe realpath(string, nil) else {
      throw FileError(self, SystemFailure.latest)
    }
    defer { unsafe free(resolved) }
    return unsafe FilePath(String(cString: resolved))
  }
}
