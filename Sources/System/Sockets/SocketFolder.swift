import CSystem
import Glibc

/// A folder of this account's alone in which a socket lies, held open.
///
/// Everything in it is reached through the open folder, so that what was checked is what is used, whatever has
/// become of the path meanwhile; and a path may be longer than the 107 bytes that a socket's name has room for.
package final class SocketFolder: Sendable {
  package let path: FilePath
  private let folder: Descriptor

  /// Opens the folder. Throws ``FileError`` where there is none, where it is another account's, and where
  /// others may enter it.
  package init(opening path: FilePath) throws(FileError) {
    self.path = path
    folder = try FileError.naming(path) { () throws(SystemFailure) in
      try Descriptor(opening: path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    }
    let facts = try FileError.naming(path) { () throws(SystemFailure) in try folder.facts() }
    // Not even root's: what is in it is believed to be of this account.
    guard facts.owner == geteuid() else { throw FileError(path, .wrongOwner(facts.owner)) }
    guard facts.mode & 0o077 == 0 else { throw FileError(path, .tooOpen(facts.mode)) }
  }

  /// Whether the folder is still the one under its path: a session's runtime folder is taken away when its
  /// user logs out.
  package var isThere: Bool {
    guard let held = try? folder.facts(), let named = try? FileFacts(of: path) else { return false }
    return held.device == named.device && held.inode == named.inode && held.links > 0
  }

  /// Takes a name out of the folder, if it is there.
  package func remove(_ name: String) {
    _ = unsafe unlinkat(folder.number, name, 0)
  }

  /// What `bind` and `connect` are told.
  func address(of name: String) -> sockaddr_un {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let text = "/proc/self/fd/\(folder.number)/\(name)".utf8
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
      // The last byte stays zero, which ends the name.
      for (index, byte) in text.prefix(room.count - 1).enumerated() { unsafe room[index] = byte }
    }
    return address
  }
}

extension sockaddr_un {
  func lending<Answer>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Answer
  ) -> Answer {
    unsafe withUnsafePointer(to: self) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
