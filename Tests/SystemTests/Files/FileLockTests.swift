import Glibc
import Testing

@testable import System

@Suite struct `A file lock` {
  let scratch: Scratch
  let file: PrivateFile

  init() throws {
    scratch = try Scratch()
    file = PrivateFile(scratch.path("lock"))
  }

  @Test func `makes its file, empty and private`() throws {
    let lock = try FileLock(.exclusive, on: file, waitingAtMost: 0)
    let facts = try FileFacts(of: file.path)
    #expect(facts.mode == 0o600)
    #expect(facts.size == 0)
    _ = consume lock
  }

  @Test func `keeps a second holder out until it goes`() throws {
    let first = try FileLock(.exclusive, on: file, waitingAtMost: 0)
    let refused = try FileLock.ifFree(.exclusive, on: file) == nil
    #expect(refused)
    let refusedShared = try FileLock.ifFree(.shared, on: file) == nil
    #expect(refusedShared)
    _ = consume first
    let granted = try FileLock.ifFree(.exclusive, on: file) != nil
    #expect(granted)
  }

  @Test func `may be shared by readers, not with a writer`() throws {
    let first = try FileLock(.shared, on: file, waitingAtMost: 0)
    let second = try FileLock(.shared, on: file, waitingAtMost: 0)
    let writer = try FileLock.ifFree(.exclusive, on: file) == nil
    #expect(writer)
    _ = consume first
    _ = consume second
  }

  @Test func `is waited for only as long as asked`() throws {
    let holder = try FileLock(.exclusive, on: file, waitingAtMost: 0)
    let start = SystemClock.monotonicMilliseconds()
    #expect(throws: FileError(file.path, .locked)) {
      _ = try FileLock(.exclusive, on: file, waitingAtMost: 150)
    }
    let waited = SystemClock.monotonicMilliseconds() - start
    #expect(waited >= 150)
    #expect(waited < 5000)
    _ = consume holder
  }

  @Test func `is taken once the holder lets go`() async throws {
    let file = file
    let holder = try FileLock(.exclusive, on: file, waitingAtMost: 0)
    async let taken = { () throws -> Bool in
      let lock = try FileLock(.exclusive, on: file, waitingAtMost: 20_000)
      _ = consume lock
      return true
    }()
    SystemClock.pause(milliseconds: 50)
    _ = consume holder
    #expect(try await taken)
  }

  /// Between fork and exec a program that another thread starts has every open file of this one.
  @Test func `is gone with its holder, also where another program still has the open file`() throws
  {
    let holder = try FileLock(.exclusive, on: file, waitingAtMost: 0)
    let left = try Self.duplicate(of: file.path)
    _ = consume holder
    let granted = try FileLock.ifFree(.exclusive, on: file) != nil
    #expect(granted)
    _ = consume left
  }

  @Test func `is not kept by the program that made its file`() throws {
    let folder = try Descriptor(opening: file.path.parent, O_RDONLY | O_DIRECTORY)
    let partial = try PartialFile(of: file.path.name, in: folder)
    try partial.share(.ownerOnly)
    try partial.take(place: file.path.name, in: folder, refusingToReplace: true)
    let left = try Self.duplicate(of: file.path)
    let early = try FileLock.ifFree(.shared, on: file) == nil
    #expect(early)
    _ = consume partial
    let granted = try FileLock.ifFree(.shared, on: file) != nil
    #expect(granted)
    _ = consume left
  }

  /// One more number for the open file of this path, as a child gets it.
  private static func duplicate(of path: FilePath) throws -> Descriptor {
    let wanted = try FileFacts(of: path)
    for number in Int32(0)..<1024 {
      guard let facts = try? FileFacts(descriptor: number), facts == wanted else {
        continue
      }
      return try Descriptor(
        owning: SystemFailure.check { fcntl(number, F_DUPFD_CLOEXEC, 0) })
    }
    throw FileError(path, .notFound)
  }

  @Test func `refuses a lock file that others may open`() throws {
    try scratch.write("", to: "lock", mode: 0o666)
    #expect(throws: FileError(file.path, .tooOpen(0o666))) {
      _ = try FileLock(.exclusive, on: file, waitingAtMost: 0)
    }
  }

  @Test func `is gone with the process that held it`() async throws {
    let path = file.path.string
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let lock = try FileLock(.exclusive, on: PrivateFile(FilePath(path)), waitingAtMost: 0)
      raise(SIGKILL)
      _ = consume lock
    }
    let granted = try FileLock.ifFree(.exclusive, on: file) != nil
    #expect(granted)
  }
}
