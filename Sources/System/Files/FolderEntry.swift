import CSystem
import Glibc

/// One name in a folder, as the bytes it really has: not every name is valid UTF-8, and one that is
/// not must still be found when everything in a folder has to go.
struct FolderEntry: Equatable {
  /// The bytes of the name, with the closing NUL.
  let bytes: [CChar]

  /// The name for comparing and showing, with anything invalid replaced.
  var name: String {
    // From an array: of any other collection the runtime first asks what it can do, 0.05 ms each time.
    String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Every name in the folder, `.` and `..` left out, in no particular order.
  static func all(in folder: borrowing Descriptor) throws(SystemFailure) -> [FolderEntry] {
    // A stream of its own, read from the start: closing it must not close the caller's folder.
    let own = try Descriptor(opening: ".", in: folder, O_RDONLY | O_DIRECTORY)
    let copy = own.number
    let number = try SystemFailure.check { dup(copy) }
    guard let stream = unsafe fdopendir(number) else {
      let failure = SystemFailure.latest
      _ = close(number)
      throw failure
    }
    defer { _ = unsafe closedir(stream) }
    var entries: [FolderEntry] = []
    while let entry = unsafe readdir(stream) {
      let bytes = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { start in
          unsafe Array(UnsafeBufferPointer(start: start, count: strlen(start) + 1))
        }
      }
      entries.append(FolderEntry(bytes: bytes))
    }
    return entries.filter { $0.name != "." && $0.name != ".." }
  }

  /// Takes the name away; whether that worked shows in the next listing.
  func unlink(from folder: borrowing Descriptor) {
    _ = unsafe unlinkat(folder.number, bytes, 0)
  }

  /// The same for an empty folder.
  func removeFolder(from folder: borrowing Descriptor) {
    _ = unsafe unlinkat(folder.number, bytes, AT_REMOVEDIR)
  }
}
