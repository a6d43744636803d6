import Glibc
import Testing

@testable import System

/// Disks that fail: a file system without room, one that takes no writes, and one where a chosen
/// system call goes wrong once. Whatever happens, the old content or the new one is there, whole.
@Suite(.serialized) struct `A failing disk` {
  @Test(.enabled(if: isRoot, "needs to mount a file system"))
  func `that is full leaves the old content`() throws {
    let scratch = try Scratch()
    try mounted("size=64k", on: scratch) {
      let file = PrivateFile(scratch.path("key"))
      try file.create(with: Array("old".utf8))
      #expect(throws: FileError(file.path, .noSpace)) {
        try file.replace(with: [UInt8](repeating: 1, count: 100_000))
      }
      #expect(try scratch.contents("key") == "old")
      #expect(try scratch.names() == ["key"])
      #expect(try FileSystem(holding: file.path).freeBytes <= 65_536)
    }
  }

  @Test(.enabled(if: isRoot, "needs to mount a file system"))
  func `that is read-only is told from a missing permission`() throws {
    let scratch = try Scratch()
    try mounted("ro", on: scratch) {
      let file = PrivateFile(scratch.path("key"))
      #expect(throws: FileError(file.path, .readOnly)) { try file.create(with: [1]) }
      #expect(throws: FileError(scratch.path("vault"), .readOnly)) {
        try PrivateFolder(scratch.path("vault")).create()
      }
    }
  }

  @Test(
    .enabled(if: isRoot && canTrace, "needs strace and the right to use it"),
    arguments: [
      ("fchmod", "EPERM", .permissionDenied), ("write", "EIO", .ioError(EIO)),
      ("write", "ENOSPC", .noSpace), ("fsync", "EIO", .ioError(EIO)), ("fsync", "EDQUOT", .noSpace),
      ("renameat", "EIO", .ioError(EIO)), ("renameat", "EROFS", .readOnly),
    ] as [(String, String, FileError.Reason)])
  func `that fails before the rename leaves the old content`(
    call: String, error: String, reason: FileError.Reason
  ) async throws {
    let scratch = try Scratch()
    let file = PrivateFile(scratch.path("key"))
    try file.create(with: Array("old".utf8))
    let refusal = try await refusalOfReplacing(
      file, failing: "\(call):error=\(error):when=1", scratch)
    #expect(refusal == "\(reason)")
    #expect(try scratch.contents("key") == "old")
    #expect(try scratch.names() == ["key", "refusal", "trace"])
  }

  // ENOSPC is what a full disk says; it must not pass for one on which nothing was changed.
  @Test(
    .enabled(if: isRoot && canTrace, "needs strace and the right to use it"),
    arguments: [("EIO", EIO), ("ENOSPC", ENOSPC)])
  func `that fails after the rename has the new content and says that it may not last`(
    error: String, code: Int32
  ) async throws {
    let scratch = try Scratch()
    let file = PrivateFile(scratch.path("key"))
    try file.create(with: Array("old".utf8))
    let refusal = try await refusalOfReplacing(
      file, failing: "fsync:error=\(error):when=2", scratch)
    #expect(refusal == "\(FileError.Reason.mayNotLast(code))")
    #expect(try scratch.contents("key") == "new")
    #expect(try scratch.names() == ["key", "refusal", "trace"])
  }

  @Test(.enabled(if: isRoot && canTrace, "needs strace and the right to use it"))
  func `without the exclusive rename still never overwrites`() async throws {
    let scratch = try Scratch()
    let file = PrivateFile(scratch.path("key"))
    for (expected, kept) in [("none", "new"), ("\(FileError.Reason.alreadyExists)", "new")] {
      let refusal = try await refusalOfReplacing(
        file, failing: "renameat2:error=EINVAL", scratch, isCreating: true)
      #expect(refusal == expected)
      #expect(try scratch.contents("key") == kept)
    }
    #expect(try scratch.names() == ["key", "refusal", "trace"])
  }

  /// Replaces or creates a file in a process in which `strace` lets one system call fail, and returns
  /// the reason it was refused for.
  private func refusalOfReplacing(
    _ file: PrivateFile, failing injection: String, _ scratch: Scratch, isCreating: Bool = false
  ) async throws -> String {
    let (path, folder) = (file.path.string, scratch.folder.string)
    await #expect(processExitsWith: .success) {
      [
        path = path as String, folder = folder as String, injection = injection as String,
        isCreating = isCreating as Bool
      ] in
      // Made beforehand, as the failure would hit it too.
      let note = unsafe creat(folder + "/refusal", 0o600)
      try attachStrace("inject=" + injection, writingTo: folder + "/trace")
      var refusal = "none"
      do throws(FileError) {
        let file = PrivateFile(FilePath(path))
        if isCreating {
          try file.create(with: [0x6E, 0x65, 0x77])
        } else {
          try file.replace(with: [0x6E, 0x65, 0x77])
        }
      } catch {
        refusal = "\(error.reason)"
      }
      _ = unsafe Glibc.write(note, refusal, strlen(refusal))
      // At an ordinary exit the address sanitizer looks for leaks, for which it would have to trace this
      // process as strace does.
      _exit(EXIT_SUCCESS)
    }
    return try scratch.contents("refusal")
  }

  private func mounted(_ options: String, on scratch: Scratch, _ body: () throws -> Void) throws {
    let place = scratch.folder.string
    let mount = ["-t", "tmpfs", "-o", options + ",mode=0700", "casevault-test", place]
    try #require(try run("mount", mount) == .exited(0))
    defer { _ = try? run("umount", [place]) }
    try body()
  }
}

/// Has `strace` watch every thread of this process, and waits until it does.
private func attachStrace(_ expression: String, writingTo trace: String) throws {
  let command = "strace -f -p \(getpid()) -e \(expression) -o '\(trace)' >/dev/null 2>&1 &"
  try #require(try run("sh", ["-c", command]) == .exited(0))
  let end = SystemClock.monotonicMilliseconds() + 20_000
  while SystemClock.monotonicMilliseconds() < end {
    var status = try ChunkReader(opening: "/proc/thread-self/status")
    let text = String(decoding: try status.readToEnd(atMost: 1 << 16), as: UTF8.self)
    if text.contains("TracerPid:"), !text.contains("TracerPid:\t0") { return }
    SystemClock.pause(milliseconds: 20)
  }
  Issue.record("strace did not attach")
}

private func run(_ program: String, _ words: [String]) throws -> ChildProcess.Ending {
  let environment = Environment([
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
  ])
  let path = try #require(Executable.find(program, in: environment))
  return try ChildProcess(path, words, in: environment).run()
}
