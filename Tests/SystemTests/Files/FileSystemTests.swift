import Glibc
import Testing

@testable import System

/// Magic numbers from linux/magic.h of Linux 6.1.
@Test(arguments: [
  (0x6969, "nfs"), (0xFF53_4D42, "cifs"), (0xFE53_4D42, "smb2"), (0x5346_414F, "afs"),
  (0x7375_7245, "coda"), (0x0102_1997, "9p"), (0x00C3_6400, "ceph"), (0x0BD0_0BD0, "lustre"),
  (0x0116_1970, "gfs2"), (0x7461_636F, "ocfs2"),
])
func `a share is told by its magic number`(magic: Int, name: String) {
  let system = FileSystem(magic: UInt32(magic), mountedAs: nil, freeBytes: 0)
  #expect(system.isNetwork)
  #expect(system.name == name)
}

@Test(arguments: [
  (0xEF53, "ext4"), (0x5846_5342, "xfs"), (0x0102_1994, "tmpfs"), (0x1234, "0x1234"),
])
func `a local file system is none`(magic: Int, name: String) {
  let system = FileSystem(magic: UInt32(magic), mountedAs: nil, freeBytes: 0)
  #expect(!system.isNetwork)
  #expect(system.name == name)
}

@Test(arguments: [
  ("fuse.sshfs", true), ("fuse.rclone", true), ("fuse.gvfsd-fuse", true), ("fuse.glusterfs", true),
  ("fuse.google-drive-ocamlfuse", true), ("fuse.gocryptfs", false), ("fuseblk", false),
  ("fuse.sshfsx", false),
])
func `a file system in user space is told by its name`(type: String, isNetwork: Bool) {
  let system = FileSystem(magic: FileSystem.fuse, mountedAs: type, freeBytes: 0)
  #expect(system.isNetwork == isNetwork)
  #expect(system.name == type)
}

@Test func `the mount table names the type of a device`() {
  // The first line is the example of proc_pid_mountinfo(5).
  let table = MountTable(
    parsing: """
      36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
      41 28 0:52 / /home/ana/my\\040files rw,nosuid - fuse.sshfs ana@host: rw,user_id=1000
      a line - that is none
      """)
  #expect(table.type(ofDevice: 98 << 8) == "ext3")
  #expect(table.type(ofDevice: 52) == "fuse.sshfs")
  #expect(table.type(ofDevice: 53) == nil)
}

@Test func `device numbers are taken apart as glibc does`() {
  let table = MountTable(parsing: "1 1 4097:1048577 / / rw - big /dev/x rw")
  // The device is what makedev(4097, 1048577) of glibc 2.36 gives.
  #expect(table.type(ofDevice: 0x1001_0000_0101) == "big")
}

@Test func `memory is told from disk, and a path to come lies where its folder does`() throws {
  #expect(try FileSystem(holding: "/dev/shm/not/there/yet").isMemory)
  #expect(try FileSystem(holding: "/dev/shm").name == "tmpfs")
  #expect(try FileSystem(holding: "/proc").isNetwork == false)
  #expect(try FileSystem(holding: "/tmp").freeBytes > 0)
}
