import CSystem
import Glibc

/// A private folder whose files stay in memory, wiped and gone when its owner goes.
///
/// It is locked while in use. A folder that nobody holds locked was left by a program that was killed,
/// and the next one wipes it. Memory can still reach the disk where swap is not encrypted, as that of
/// every program can.
struct MemoryFolder: ~Copyable {
  let path: FilePath
  private let folder: Descriptor

  private static let prefix = "casevault-edit-"

  /// Where one may be made: `/dev/shm`, else the runtime folder of the user's session.
  static func places(_ environment: Environment) -> [FilePath] {
    [FilePath("/dev/shm"), environment.path("XDG_RUNTIME_DIR")].compactMap(\.self)
  }

  /// Makes one in the first of these folders that is really in memory.
  init(inOneOf candidates: [FilePath]) throws(EditorError) {
    for parent in candidates where Self.isTrusted(parent) {
      Self.wipeStale(in: parent)
      if let made = try? MemoryFolder(in: parent) {
        self = made
        return
      }
    }
    throw .noMemoryFolder(candidates)
  }

  private init(in parent: FilePath) throws(SystemFailure) {
    while true {
      let path = parent.appending(Self.prefix + String(UInt64.random(in: 0 ... .max), radix: 16))
      try SystemFailure.check { unsafe mkdir(path.string, 0o700) }
      let folder = try Descriptor(opening: path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
      let number = folder.number
      try SystemFailure.check { flock(number, LOCK_EX) }
      // Another program's sweep may have come between the making and the lock.
      if try folder.facts().links > 0 {
        self.path = path
        self.folder = folder
        return
      }
    }
  }

  deinit {
    Self.wipe(folder)
    _ = unsafe rmdir(path.string)
  }

  /// Puts a file of ours in, 0600.
  borrowing func write(_ bytes: [UInt8], to name: String) throws(SystemFailure) {
    let file = try Descriptor(
      opening: name, in: folder, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
    try unsafe file.write(bytes.span.bytes)
  }

  /// Reads a file back. Its mode is not judged, as editors that write anew choose their own; nobody
  /// else can enter the folder.
  borrowing func read(_ name: String, atMost limit: Int) throws(FileError) -> [UInt8] {
    let place = path.appending(name)
    let facts = try FileFacts(of: place)
    guard facts.kind == .regular else {
      throw FileError(place, facts.kind == .folder ? .isDirectory : .notARegularFile(facts.kind))
    }
    let bytes: [UInt8]?
    do throws(SystemFailure) {
      let file = try Descriptor(opening: name, in: folder, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
      bytes = try facts.size > limit ? nil : file.readToEnd(atMost: limit)
    } catch {
      throw FileError(place, error)
    }
    guard let bytes else { throw FileError(place, .tooLarge(limit: limit)) }
    return bytes
  }

  /// In memory, and ours or such that nobody else can rename what we make in it.
  private static func isTrusted(_ parent: FilePath) -> Bool {
    guard let facts = try? FileFacts(of: parent), facts.kind == .folder,
      let system = try? FileSystem(holding: parent), system.isMemory
    else { return false }
    let isSticky = facts.mode & 0o1000 != 0
    let isClosed = facts.mode & 0o022 == 0
    return (facts.owner == geteuid() || facts.owner == 0) && (isSticky || isClosed)
  }

  private static func wipeStale(in parent: FilePath) {
    guard let above = try? Descriptor(opening: parent, O_RDONLY | O_DIRECTORY),
      let entries = try? FolderEntry.all(in: above)
    else { return }
    for entry in entries where entry.name.hasPrefix(prefix) {
      guard
        let folder = try? Descriptor(
          opening: entry, in: above, O_RDONLY | O_DIRECTORY | O_NOFOLLOW),
        let facts = try? folder.facts(), facts.owner == geteuid(),
        flock(folder.number, LOCK_EX | LOCK_NB) == 0
      else { continue }
      wipe(folder)
      entry.removeFolder(from: above)
    }
  }

  /// Overwrites and removes everything inside; what cannot be opened is at least removed.
  private static func wipe(_ folder: borrowing Descriptor) {
    guard let entries = try? FolderEntry.all(in: folder) else { return }
    for entry in entries {
      if let inner = try? Descriptor(
        opening: entry, in: folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
      {
        wipe(inner)
        entry.removeFolder(from: folder)
      } else {
        overwrite(entry, in: folder)
        entry.unlink(from: folder)
      }
    }
  }

  private static func overwrite(_ entry: FolderEntry, in folder: borrowing Descriptor) {
    guard
      let file = try? Descriptor(opening: entry, in: folder, O_WRONLY | O_NOFOLLOW | O_NONBLOCK),
      let facts = try? file.facts(), facts.kind == .regular
    else { return }
    let zeros = [UInt8](repeating: 0, count: 65_536)
    for start in stride(from: 0, to: facts.size, by: zeros.count) {
      let piece = Array(zeros.prefix(facts.size - start))
      guard (try? unsafe file.write(piece.span.bytes)) != nil else { return }
    }
  }
}
