import CSystem
import Glibc

/// A lock on a file, held from acquisition until the value goes.
///
/// It is advisory (`flock`): it keeps out those who ask, on this machine. The kernel releases it when
/// the process ends, however it ends, so there are no stale locks. The file itself stays: removing a
/// lock file would let two processes hold locks on two files of the same name.
package struct FileLock: ~Copyable, Sendable {
  /// Whether others may hold the lock as well.
  package enum Mode: Sendable {
    /// Many may hold it at once.
    case shared
    /// Nobody else holds it in either mode.
    case exclusive
  }

  private let file: Descriptor

  /// Waits up to `milliseconds` for the lock, creating the file when it is missing.
  ///
  /// Throws ``FileError/Reason/locked`` when the time is over.
  package init(
    _ mode: Mode, on lockFile: PrivateFile, waitingAtMost milliseconds: Int
  ) throws(FileError) {
    let end = SystemClock.monotonicMilliseconds() + Int64(milliseconds)
    let file = try Self.opened(lockFile)
    // Waited for in steps: a blocking flock could only be ended by a signal.
    var pause: Int64 = 1
    while try !Self.take(mode, file, at: lockFile.path) {
      let left = end - SystemClock.monotonicMilliseconds()
      guard left > 0 else { throw FileError(lockFile.path, .locked) }
      SystemClock.pause(milliseconds: min(pause, left))
      pause = min(pause * 2, 32)
    }
    self.file = file
  }

  /// Takes the lock if it is free at once; `nil` when somebody holds it.
  package static func ifFree(
    _ mode: Mode, on lockFile: PrivateFile
  ) throws(FileError) -> FileLock? {
    let file = try opened(lockFile)
    guard try take(mode, file, at: lockFile.path) else { return nil }
    return FileLock(file: file)
  }

  private init(file: consuming Descriptor) {
    self.file = file
  }

  deinit {
    file.unlock()
  }

  private static func take(
    _ mode: Mode, _ file: borrowing Descriptor, at path: FilePath
  ) throws(FileError) -> Bool {
    let number = file.number
    let operation = mode == .shared ? LOCK_SH : LOCK_EX
    do throws(SystemFailure) {
      try SystemFailure.check { flock(number, operation | LOCK_NB) }
      return true
    } catch {
      guard error.code == EWOULDBLOCK else { throw FileError(path, error) }
      return false
    }
  }

  /// An empty file needs no partial one: whoever comes first makes it, and the others open it.
  private static func opened(_ lockFile: PrivateFile) throws(FileError) -> Descriptor {
    do {
      return try lockFile.opened(O_RDWR)
    } catch {
      guard error.reason == .notFound else { throw error }
    }
    do {
      try lockFile.create(with: [])
    } catch {
      guard error.reason == .alreadyExists else { throw error }
    }
    return try lockFile.opened(O_RDWR)
  }
}
