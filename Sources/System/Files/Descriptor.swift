import CSystem
import Glibc

/// An open file, owned: it is closed exactly once, when its owner goes.
struct Descriptor: ~Copyable, Sendable {
  let number: Int32

  init(owning number: Int32) {
    self.number = number
  }

  /// Opens `path`, always closed on exec so that no child inherits it.
  init(
    opening path: FilePath, _ flags: Int32, mode: mode_t = 0
  ) throws(SystemFailure) {
    number = try SystemFailure.check { unsafe open(path.string, flags | O_CLOEXEC, mode) }
  }

  /// Opens `name` inside an open folder, whatever has become of the folder's path meanwhile.
  init(
    opening name: String, in folder: borrowing Descriptor, _ flags: Int32, mode: mode_t = 0
  ) throws(SystemFailure) {
    let folderNumber = folder.number
    number = try SystemFailure.check {
      unsafe openat(folderNumber, name, flags | O_CLOEXEC, mode)
    }
  }

  /// The same for a name as the folder itself lists it.
  init(
    opening entry: FolderEntry, in folder: borrowing Descriptor, _ flags: Int32
  ) throws(SystemFailure) {
    let folderNumber = folder.number
    number = try SystemFailure.check {
      unsafe openat(folderNumber, entry.bytes, flags | O_CLOEXEC)
    }
  }

  deinit {
    // Not repeated on EINTR: Linux has let go of the number by then, and it may be somebody else's.
    _ = close(number)
  }

  borrowing func facts() throws(SystemFailure) -> FileFacts {
    try FileFacts(descriptor: number)
  }

  /// Waits until everything written has reached the disk.
  borrowing func synchronise() throws(SystemFailure) {
    let number = number
    try SystemFailure.check { fsync(number) }
  }

  /// The same without what is only said about the file, such as when it was written.
  borrowing func synchroniseContent() throws(SystemFailure) {
    let number = number
    try SystemFailure.check { fdatasync(number) }
  }

  /// Makes the names in this folder durable. Some file systems cannot, and say EINVAL; there the
  /// rename is as durable as it will ever be.
  borrowing func synchroniseNames() throws(SystemFailure) {
    do {
      try synchronise()
    } catch {
      guard error.code == EINVAL else { throw error }
    }
  }

  /// Lets go of a lock on this file. Closing alone would leave it with a program that another thread is
  /// just starting: until its first instruction that one has every open file as well.
  borrowing func unlock() {
    _ = flock(number, LOCK_UN)
  }

  borrowing func write(_ bytes: RawSpan) throws(SystemFailure) {
    try Descriptor.write(bytes, to: number)
  }

  /// Writes everything from a place on. Where the file is written otherwise does not move.
  borrowing func write(_ bytes: [UInt8], at place: Int) throws(SystemFailure) {
    let number = number
    try unsafe bytes.span.bytes.withUnsafeBytes { (all) throws(SystemFailure) in
      var written = 0
      while written < all.count {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: all[written...])
        let next = off_t(place + written)
        written += try SystemFailure.check {
          unsafe pwrite(number, rest.baseAddress, rest.count, next)
        }
      }
    }
  }

  /// Reads at most the span's size; 0 at the end.
  borrowing func read(into buffer: inout MutableRawSpan) throws(SystemFailure) -> Int {
    try Descriptor.read(into: &buffer, from: number)
  }

  /// So many bytes from a place on; fewer where the file ends. Where the file is read otherwise does not move.
  borrowing func read(_ count: Int, at place: Int) throws(SystemFailure) -> [UInt8] {
    let number = number
    var bytes = [UInt8](repeating: 0, count: count)
    var known = 0
    while known < count {
      var span = bytes.mutableSpan
      var all = unsafe span.mutableBytes
      let start = known
      let read = try unsafe all.withUnsafeMutableBytes { (bytes) throws(SystemFailure) in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
        return try SystemFailure.check {
          unsafe pread(number, rest.baseAddress, rest.count, off_t(place + start))
        }
      }
      if read == 0 { break }
      known += read
    }
    bytes.removeLast(count - known)
    return bytes
  }

  /// Everything up to the end; `nil` as soon as there are more than `limit` bytes.
  borrowing func readToEnd(atMost limit: Int) throws(SystemFailure) -> [UInt8]? {
    try Descriptor.readToEnd(of: number, atMost: limit)
  }
}

// The same for numbers that nobody owns, such as the standard streams.
extension Descriptor {
  /// Writes everything, across short writes, signals, and a peer that set the file not to block.
  static func write(_ bytes: RawSpan, to number: Int32) throws(SystemFailure) {
    try unsafe bytes.withUnsafeBytes { (buffer) throws(SystemFailure) in
      var written = 0
      while written < buffer.count {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
        do throws(SystemFailure) {
          written += try SystemFailure.check {
            unsafe Glibc.write(number, rest.baseAddress, rest.count)
          }
        } catch {
          guard error.code == EAGAIN else { throw error }
          try wait(for: POLLOUT, on: number)
        }
      }
    }
  }

  /// Reads once, at most the span's size; 0 at the end.
  static func read(
    into buffer: inout MutableRawSpan, from number: Int32
  ) throws(SystemFailure) -> Int {
    try unsafe buffer.withUnsafeMutableBytes { (bytes) throws(SystemFailure) in
      while true {
        do throws(SystemFailure) {
          return try SystemFailure.check {
            unsafe Glibc.read(number, bytes.baseAddress, bytes.count)
          }
        } catch {
          guard error.code == EAGAIN else { throw error }
          try wait(for: POLLIN, on: number)
        }
      }
    }
  }

  /// Everything up to the end; `nil` as soon as there are more than `limit` bytes.
  static func readToEnd(of number: Int32, atMost limit: Int) throws(SystemFailure) -> [UInt8]? {
    let size = size(of: number)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(size, limit))
    // Most files are small, and memory costs when it is first touched. One byte more shows the end.
    let room = size == 0 ? 65_536 : min(size + 1, 65_536)
    var chunk = [UInt8](repeating: 0, count: room)
    while true {
      var span = chunk.mutableSpan
      var target = unsafe span.mutableBytes
      let count = try read(into: &target, from: number)
      if count == 0 { return bytes }
      if bytes.count + count > limit { return nil }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// What a file says of itself; 0 for a pipe, and where it does not say.
  private static func size(of number: Int32) -> Int {
    var facts = stat()
    return unsafe fstat(number, &facts) == 0 ? max(0, Int(facts.st_size)) : 0
  }

  private static func wait(for event: Int32, on number: Int32) throws(SystemFailure) {
    var request = pollfd(fd: number, events: Int16(event), revents: 0)
    try SystemFailure.check { unsafe poll(&request, 1, -1) }
  }
}
