import CSystem
import Glibc

/// New content on its way to its place: `.NAME.0123456789abcdef.partial` in the same folder.
///
/// While it is being written it is locked, and a crash releases the lock. So whoever can lock a
/// partial file knows that nobody will finish it, and may remove it.
struct PartialFile: ~Copyable {
  let name: String
  let file: Descriptor

  /// Creates an empty one under a name nobody can guess, in an open folder.
  init(of target: String, in folder: borrowing Descriptor) throws(SystemFailure) {
    while true {
      let name = Self.name(for: target)
      let file = try Descriptor(
        opening: name, in: folder, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
      // A file system without locks never lets the sweep take one either: nothing is removed there.
      let number = file.number
      _ = try? SystemFailure.check { flock(number, LOCK_EX) }
      // A sweep may have caught it between creation and lock; then it has no name any more.
      if try file.facts().links > 0 {
        self.name = name
        self.file = file
        return
      }
    }
  }

  deinit {
    file.unlock()
  }

  /// Writes everything and waits for the disk.
  borrowing func fill(with bytes: RawSpan, _ sharing: Sharing) throws(SystemFailure) {
    try share(sharing)
    try file.write(bytes)
    try file.synchronise()
  }

  /// Group first, then mode: the file is never open to the group it was born with.
  borrowing func share(_ sharing: Sharing) throws(SystemFailure) {
    let number = file.number
    if case .group(let group) = sharing {
      try SystemFailure.check { fchown(number, uid_t.max, group.rawValue) }
    }
    try SystemFailure.check { fchmod(number, sharing.fileMode) }
  }

  /// Gives the file its final name in one step.
  borrowing func take(
    place target: String, in folder: borrowing Descriptor, refusingToReplace: Bool
  ) throws(SystemFailure) {
    let number = folder.number
    let name = name
    guard refusingToReplace else {
      try SystemFailure.check { unsafe renameat(number, name, number, target) }
      return
    }
    do throws(SystemFailure) {
      let flag = UInt32(CSYSTEM_RENAME_NOREPLACE)
      try SystemFailure.check { unsafe renameat2(number, name, number, target, flag) }
    } catch {
      // Not every file system has the flag; a hard link refuses to replace just as well.
      guard error.code == EINVAL || error.code == ENOSYS else { throw error }
      try SystemFailure.check { unsafe linkat(number, name, number, target, 0) }
      try SystemFailure.check { unsafe unlinkat(number, name, 0) }
    }
  }

  /// Makes the final name durable. A new file whose name may not last is taken away again: whoever hears
  /// of an error must not find it done.
  borrowing func settle(
    place target: String, in folder: borrowing Descriptor, isNew: Bool
  ) throws(SystemFailure) {
    do throws(SystemFailure) {
      try folder.synchroniseNames()
    } catch {
      if isNew { _ = unsafe unlinkat(folder.number, target, 0) }
      throw error
    }
  }

  /// Gives up; what stays behind on failure is swept up by the next write.
  borrowing func remove(from folder: borrowing Descriptor) {
    _ = unsafe unlinkat(folder.number, name, 0)
  }

  /// Removes what crashed writers of `target` left in the folder. Failing to is no reason not to
  /// write, so nothing is reported.
  static func removeStale(of target: String, in folder: borrowing Descriptor) {
    guard let entries = try? FolderEntry.all(in: folder) else { return }
    for entry in entries where isName(entry.name, for: target) {
      guard
        let file = try? Descriptor(opening: entry, in: folder, O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
        flock(file.number, LOCK_EX | LOCK_NB) == 0
      else { continue }
      entry.unlink(from: folder)
    }
  }

  private static func name(for target: String) -> String {
    let random = String(UInt64.random(in: 0 ... .max), radix: 16)
    return ".\(target).\(String(repeating: "0", count: 16 - random.count))\(random).partial"
  }

  static func isName(_ name: String, for target: String) -> Bool {
    let start = ".\(target)."
    let end = ".partial"
    guard name.hasPrefix(start), name.hasSuffix(end) else { return false }
    let middle = name.utf8.dropFirst(start.utf8.count).dropLast(end.utf8.count)
    return middle.count == 16 && middle.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
  }
}
