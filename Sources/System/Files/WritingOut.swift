import CSystem
import Glibc

/// A file that another owner goes on writing, seen by a thread that has the kernel send what is written
/// to the disk meanwhile: a sync at the end then finds most of it there.
///
/// Only a hint. It makes nothing durable, takes no error away from whoever syncs, and where the kernel
/// knows nothing of it, it does nothing.
package struct WritingOut: ~Copyable {
  private let file: Descriptor

  /// To be made on a thread that does nothing else and opens nothing else: from here on the thread has a
  /// table of open files of its own, which goes with it.
  ///
  /// That is the point. Closing a file takes away every POSIX lock that the process has on it, whichever
  /// descriptor it was taken through (fcntl(2)), and SQLite's locks are of this kind; but they belong to
  /// the table, and this thread's has none. Nil where there is no such table to be had, or no such file.
  package init?(of path: FilePath) {
    let firstAfterStandardStreams: UInt32 = 3
    guard csystem_unshare_and_close_from(firstAfterStandardStreams) == 0,
      let file = try? Descriptor(opening: path, O_RDONLY | O_NOFOLLOW)
    else { return nil }
    self.file = file
  }

  /// Begins to write out whatever the file has in memory by now. May wait for a busy disk.
  package borrowing func begin() {
    _ = sync_file_range(file.number, 0, 0, UInt32(CSYSTEM_SYNC_FILE_RANGE_WRITE))
  }
}
