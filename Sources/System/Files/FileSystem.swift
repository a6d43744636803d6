import CSystem
import Glibc

/// What a path lies on: whether its locks and syncs can be trusted, and how much room is left.
package struct FileSystem: Equatable, Sendable {
  /// Its name where we know it (`"nfs"`, `"tmpfs"`, `"fuse.sshfs"`), else its magic number in hex.
  package let name: String
  /// True when other machines can write to it too. SQLite's locks and shared memory do not hold
  /// there, so a database on it can be destroyed.
  package let isNetwork: Bool
  /// True when it keeps its files in memory only (though the kernel may swap them out).
  package let isMemory: Bool
  /// Bytes an ordinary user may still write.
  package let freeBytes: Int

  /// Asks about the file system that holds `path`, or would hold it: of a path that does not exist
  /// yet, the nearest folder above that does.
  package init(holding path: FilePath) throws(FileError) {
    guard path.isUsable else { throw FileError(path, .notAPath) }
    var place = path
    while try !place.exists() { place = place.parent }
    var facts = statfs()
    var status = stat()
    _ = try FileError.naming(place) { () throws(SystemFailure) in
      try SystemFailure.check { unsafe statfs(place.string, &facts) }
      return try SystemFailure.check { unsafe stat(place.string, &status) }
    }
    let magic = UInt32(truncatingIfNeeded: facts.f_type)
    self.init(
      magic: magic,
      mountedAs: magic == Self.fuse ? MountTable.ofProcess().type(ofDevice: status.st_dev) : nil,
      freeBytes: Int(clamping: UInt64(facts.f_bavail) * UInt64(facts.f_frsize)))
  }

  init(magic: UInt32, mountedAs type: String?, freeBytes: Int) {
    let known = Self.network[magic]
    name = known ?? type ?? Self.local[magic] ?? "0x" + String(magic, radix: 16)
    isNetwork = known != nil || type.map(Self.isNetworkInUserSpace) ?? false
    isMemory = magic == Self.tmpfs || magic == Self.ramfs
    self.freeBytes = freeBytes
  }
}

// Sources: linux/magic.h of Linux 6.1; for file systems outside the kernel, stat.c of GNU coreutils 9.
extension FileSystem {
  static let fuse: UInt32 = 0x6573_5546
  private static let tmpfs: UInt32 = 0x0102_1994
  private static let ramfs: UInt32 = 0x8584_58F6

  /// Everything that machines share.
  private static let network: [UInt32: String] = [
    0x6969: "nfs", 0x517B: "smb", 0xFF53_4D42: "cifs", 0xFE53_4D42: "smb2", 0x564C: "ncp",
    0x5346_414F: "afs", 0x6B41_4653: "afs", 0x7375_7245: "coda", 0x0102_1997: "9p",
    0x00C3_6400: "ceph", 0x0BD0_0BD0: "lustre", 0x0116_1970: "gfs2", 0x7461_636F: "ocfs2",
    0x4750_4653: "gpfs", 0xAAD7_AAEA: "panfs", 0x1983_0326: "beegfs", 0x2003_0528: "orangefs",
    0xBACB_ACBC: "vmhgfs", 0x786F_4256: "vboxsf", 0x7C7C_6673: "prl_fs", 0xBEEF_DEAD: "snfs",
    0x6163_6673: "acfs",
  ]

  /// Names for messages; being absent here means nothing.
  private static let local: [UInt32: String] = [
    tmpfs: "tmpfs", ramfs: "ramfs", 0xEF53: "ext4", 0x5846_5342: "xfs", 0x9123_683E: "btrfs",
    0x794C_7630: "overlay", 0x2FC1_2FC1: "zfs", 0xF2F5_2010: "f2fs", 0x4D44: "vfat",
    0x2011_BAB0: "exfat", fuse: "fuse",
  ]

  /// User-space file systems all have one magic number; the mount table has their names.
  private static func isNetworkInUserSpace(_ type: String) -> Bool {
    guard type.hasPrefix("fuse.") else { return false }
    let program = type.dropFirst("fuse.".count)
    return networkPrograms.contains { program == $0 || program.hasPrefix($0 + "-") }
  }

  private static let networkPrograms = [
    "sshfs", "s3fs", "goofys", "rclone", "gcsfuse", "blobfuse", "blobfuse2", "glusterfs", "ceph",
    "curlftpfs", "davfs", "davfs2", "gvfsd", "kio", "smbnetfs", "juicefs", "JuiceFS", "mfs",
    "moosefs", "seaweedfs", "vmhgfs", "hdfs", "fuse_dfs", "dbxfs", "onedriver", "google",
    "xtreemfs",
  ]
}
