import Glibc
import Synchronization
import Testing

@testable import System

@Suite struct `Writing out` {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `leaves the locks of the process as they are when its thread has gone`() throws {
    let path = scratch.path("locked")
    let file = try Descriptor(opening: path, O_RDWR | O_CREAT, mode: 0o600)
    var wanted = flock(
      l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 1, l_pid: 0)
    #expect(unsafe fcntl(file.number, F_SETLK, &wanted) == 0)
    #expect(try onAThread { WritingOut(of: path)?.beginAndSay() ?? false })

    // A lock of an open file, not of the process: it sees the process's own (fcntl(2), F_OFD_GETLK = 36).
    let second = try Descriptor(opening: path, O_RDWR)
    var found = flock(
      l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 1, l_pid: 0)
    #expect(unsafe fcntl(second.number, 36, &found) == 0)
    #expect(found.l_type == Int16(F_WRLCK))
    _ = consume second
    _ = consume file
  }

  @Test func `of a file that is not there is none`() throws {
    let path = scratch.path("nowhere")
    #expect(try onAThread { WritingOut(of: path) == nil })
  }

  /// Runs `body` on a thread that is gone when this returns.
  private func onAThread(_ body: @escaping @Sendable () -> Bool) throws -> Bool {
    let work = ThreadWork(body)
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(work).toOpaque()
    let code = unsafe pthread_create(
      &thread, nil,
      { context in
        guard let context = unsafe context else { return nil }
        unsafe Unmanaged<ThreadWork>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    try #require(code == 0)
    pthread_join(thread, nil)
    return work.answer.load(ordering: .acquiring)
  }
}

private final class ThreadWork: Sendable {
  let answer = Atomic(false)
  private let body: @Sendable () -> Bool

  init(_ body: @escaping @Sendable () -> Bool) { self.body = body }

  func run() { answer.store(body(), ordering: .releasing) }
}

extension WritingOut {
  fileprivate borrowing func beginAndSay() -> Bool {
    begin()
    return true
  }
}
