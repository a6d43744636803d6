import CSystem
import Glibc

/// What the file system says of one file: enough to decide whether it may be trusted.
package struct FileFacts: Equatable, Sendable {
  /// What stands under the name; a link is told, not followed.
  package enum Kind: Equatable, Sendable {
    case regular, folder, symbolicLink, pipe, socket, characterDevice, blockDevice, other
  }

  package let kind: Kind
  /// User id of the owner.
  package let owner: UInt32
  /// Group id.
  package let group: UInt32
  /// The twelve permission bits: set-uid, set-gid, sticky, then owner, group, others.
  package let mode: UInt16
  /// Size in bytes.
  package let size: Int
  /// How many names the file has; 0 once it is unlinked.
  package let links: Int
  /// The device it lies on.
  package let device: UInt64
  /// Its number on that device.
  package let inode: UInt64

  /// Looks at `path` itself: a symbolic link is reported, never followed.
  package init(of path: FilePath) throws(FileError) {
    self = try FileError.naming(path) { () throws(SystemFailure) in
      var status = stat()
      try SystemFailure.check { unsafe lstat(path.string, &status) }
      return FileFacts(status)
    }
  }

  init(descriptor: Int32) throws(SystemFailure) {
    var status = stat()
    try SystemFailure.check { unsafe fstat(descriptor, &status) }
    self.init(status)
  }

  private init(_ status: stat) {
    kind = Kind(format: status.st_mode & S_IFMT)
    owner = status.st_uid
    group = status.st_gid
    mode = UInt16(truncatingIfNeeded: status.st_mode & 0o7777)
    size = Int(status.st_size)
    links = Int(status.st_nlink)
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }
}

extension FileFacts.Kind {
  fileprivate init(format: mode_t) {
    let kinds: [mode_t: Self] = [
      S_IFREG: .regular, S_IFDIR: .folder, S_IFLNK: .symbolicLink, S_IFIFO: .pipe,
      S_IFSOCK: .socket, S_IFCHR: .characterDevice, S_IFBLK: .blockDevice,
    ]
    self = kinds[format] ?? .other
  }
}
