import CSystem
import Glibc

/// A folder that only its owner, or one group, may enter.
package struct PrivateFolder: Hashable, Sendable {
  package let path: FilePath
  package let sharing: Sharing

  package init(_ path: FilePath, sharing: Sharing = .ownerOnly) {
    self.path = path
    self.sharing = sharing
  }

  /// Makes the folder and whatever above it is missing, or checks the one that is there.
  ///
  /// Folders above it that are missing are made 0700, or such that the group can pass through; those
  /// that exist are left as they are. An existing folder that is too open is refused, not repaired:
  /// somebody may already have put something into it.
  package func create() throws(FileError) {
    guard path.isUsable else { throw FileError(path, .notAPath) }
    try createParents()
    do {
      try make(path)
    } catch {
      guard error.reason == .alreadyExists else { throw error }
      return try check()
    }
    try share(path, sharing.folderMode)
  }

  /// Takes away a folder that was made for something that did not come to be. One with anything in it
  /// stays.
  package func removeIfEmpty() {
    _ = unsafe rmdir(path.string)
  }

  /// Refuses what is no folder, belongs to somebody else, or lets others in.
  package func check() throws(FileError) {
    let facts = try FileFacts(of: path)
    if let objection = sharing.objection(toFolder: facts) { throw FileError(path, objection) }
  }

  private func createParents() throws(FileError) {
    var missing: [FilePath] = []
    var folder = path.parent
    while try !folder.exists() {
      missing.append(folder)
      folder = folder.parent
    }
    for folder in missing.reversed() {
      do {
        try make(folder)
        try share(folder, sharing.passageMode)
      } catch {
        // Another program may be making the same chain.
        guard error.reason == .alreadyExists else { throw error }
      }
    }
  }

  private func make(_ folder: FilePath) throws(FileError) {
    _ = try FileError.naming(folder) { () throws(SystemFailure) in
      try SystemFailure.check { unsafe mkdir(folder.string, 0o700) }
    }
  }

  /// Group first, then mode: the folder is never open to the group it was born with.
  private func share(_ made: FilePath, _ mode: mode_t) throws(FileError) {
    try FileError.naming(made) { () throws(SystemFailure) in
      let folder = try Descriptor(opening: made, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
      let number = folder.number
      if case .group(let group) = sharing {
        try SystemFailure.check { fchown(number, uid_t.max, group.rawValue) }
      }
      try SystemFailure.check { fchmod(number, mode) }
    }
  }
}

extension FilePath {
  /// Refuses what is no folder in which this account can make files; a link to one counts as one.
  package func checkTakesFiles() throws(FileError) {
    try FileError.naming(self) { () throws(SystemFailure) in
      _ = try Descriptor(opening: self, O_RDONLY | O_DIRECTORY)
      try SystemFailure.check { unsafe access(string, W_OK | X_OK) }
    }
  }

  /// True when something has this name, a dangling symbolic link included; an error when that cannot
  /// be told, for instance because a folder above may not be searched.
  package func exists() throws(FileError) -> Bool {
    try FileError.unlessGone { () throws(FileError) in try FileFacts(of: self) } != nil
  }
}
