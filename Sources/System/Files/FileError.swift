import CSystem
import Glibc

/// Why a file or folder was refused, and which one.
package struct FileError: Error, Equatable, Sendable {
  package let path: FilePath
  package let reason: Reason

  package init(_ path: FilePath, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// The fact behind a refusal; the command line puts it into words.
  package enum Reason: Equatable, Sendable {
    /// Empty, or with a NUL inside.
    case notAPath
    case notFound
    case alreadyExists
    case isDirectory
    case notADirectory
    case isSymbolicLink
    /// A pipe, socket or device where a regular file was meant.
    case notARegularFile(FileFacts.Kind)
    /// The user id that owns it; neither this process's nor root.
    case wrongOwner(UInt32)
    /// The group id it belongs to, where another group's was meant.
    case wrongGroup(UInt32)
    /// The permission bits, which let others in.
    case tooOpen(UInt16)
    /// More than the limit in bytes.
    case tooLarge(limit: Int)
    case nameTooLong
    case noSpace
    /// The file holds what was written, but the disk did not confirm its name: after a power cut it may
    /// be the one before. With the system's error number.
    case mayNotLast(Int32)
    /// The file system takes no writes.
    case readOnly
    case permissionDenied
    /// Somebody else holds the lock, and the time to wait for it is over.
    case locked
    /// Anything else the system answered, with its error number.
    case ioError(Int32)
  }
}

extension FileError {
  init(_ path: FilePath, _ failure: SystemFailure) {
    let reason = Reason(failure)
    self.init(reason == .notADirectory ? path.notAFolder : path, reason)
  }

  /// Runs a body of system calls on `path` and names the path in whatever they refuse.
  static func naming<Value: ~Copyable>(
    _ path: FilePath, _ body: () throws(SystemFailure) -> Value
  ) throws(FileError) -> Value {
    guard path.isUsable else { throw FileError(path, .notAPath) }
    do {
      return try body()
    } catch {
      throw FileError(path, error)
    }
  }
}

extension FilePath {
  /// What stands on the way to this path and is no folder: of `letter.txt/vault.db` the letter, which
  /// somebody named, and not the file that was to lie in it.
  fileprivate var notAFolder: FilePath {
    var place = self
    var status = stat()
    while unsafe stat(place.string, &status) != 0, place.parent != place { place = place.parent }
    return place
  }
}

extension FileError {
  /// Nil where nothing has the name that `body` looks at, or what has it goes while it is looked at: other
  /// programs take the files away that they share.
  package static func unlessGone<Value>(
    _ body: () throws(FileError) -> Value
  ) throws(FileError) -> Value? {
    do {
      return try body()
    } catch {
      guard error.reason == .notFound else { throw error }
      return nil
    }
  }
}

extension FileError.Reason {
  init(_ failure: SystemFailure) {
    self = Self.known[failure.code] ?? .ioError(failure.code)
  }

  private static let known: [Int32: FileError.Reason] = [
    ENOENT: .notFound, EEXIST: .alreadyExists, EISDIR: .isDirectory, ENOTDIR: .notADirectory,
    ELOOP: .isSymbolicLink, ENAMETOOLONG: .nameTooLong, ENOSPC: .noSpace, EDQUOT: .noSpace,
    EFBIG: .noSpace, EROFS: .readOnly, EACCES: .permissionDenied, EPERM: .permissionDenied,
    EWOULDBLOCK: .locked,
  ]
}
