import Glibc
import Testing

@testable import System

/// The session with programs that do one known thing; they are unknown editors, so allowed.
@Suite struct `An editor session` {
  let scratch: Scratch
  let memory: Scratch

  init() throws {
    scratch = try Scratch()
    memory = try Scratch(under: "/dev/shm")
  }

  /// Lets a shell script edit; `$1` is the file.
  private func edit(
    _ text: String, with script: String, limit: Int = 1000
  ) throws -> EditorSession.Outcome {
    try scratch.write("#!/bin/sh\n" + script, to: "editor", mode: 0o755)
    let environment = Environment([
      "VISUAL": scratch.path("editor").string, "PATH": "/usr/bin:/bin",
      "OUT": scratch.folder.string,
    ])
    let session = EditorSession(
      environment, allowingUnknown: true, limit: limit, launcher: [], in: [memory.folder])
    return try session.edit(Array(text.utf8))
  }

  /// Where the last script said that its file was.
  private func place() throws -> FilePath {
    FilePath(String(try scratch.contents("place").dropLast()))
  }

  @Test(arguments: [
    (#"printf 'after' > "$1""#, EditorSession.Outcome.saved(Array("after".utf8))),
    ("true", .unchanged), (#"touch "$1""#, .unchanged), (#": > "$1""#, .empty),
    (#"printf ' \n\t\r\n' > "$1""#, .empty), ("exit 3", .failed(.exited(3), lastSaved: nil)),
    (
      #"printf 'half' > "$1"; exit 1"#,
      .failed(.exited(1), lastSaved: Array("half".utf8))
    ),
    (
      #"printf 'half' > "$1"; kill -SEGV $$"#,
      .failed(.killed(bySignal: 11), lastSaved: Array("half".utf8))
    ),
    // An editor that writes anew and renames, with a mode of its own.
    (
      #"umask 0; printf 'new' > "$1.tmp"; mv "$1.tmp" "$1""#,
      .saved(Array("new".utf8))
    ),
  ])
  func `tells what became of the text`(script: String, outcome: EditorSession.Outcome) throws {
    #expect(try edit("before", with: script) == outcome)
  }

  @Test func `shows the text in a private folder in memory`() throws {
    let script =
      #"echo "$1" > $OUT/place; cat "$1" > $OUT/text; stat -c %a "$1" . > $OUT/modes; "#
      + #"pwd > $OUT/folder; echo $TMPDIR > $OUT/temporary"#
    #expect(try edit("canary", with: script) == .unchanged)
    let folder = try place().parent
    #expect(try scratch.contents("text") == "canary")
    #expect(try scratch.contents("modes") == "600\n700\n")
    #expect(folder.string.hasPrefix(memory.folder.string + "/casevault-edit-"))
    #expect(try scratch.contents("folder") == folder.string + "\n")
    #expect(try scratch.contents("temporary") == folder.string + "\n")
  }

  @Test func `clears away all that an editor leaves`() throws {
    let script =
      #"echo "$1" > $OUT/place; cp "$1" "$1~"; mkdir -p a/b; cp "$1" a/b/c; "#
      + #"ln -s /etc/passwd link; mkfifo pipe; cp "$1" locked; chmod 0 locked; kill -9 $$"#
    #expect(try edit("canary", with: script) == .failed(.killed(bySignal: 9), lastSaved: nil))
    #expect(try place().parent.exists() == false)
    #expect(try FilePath("/etc/passwd").exists())
  }

  @Test func `overwrites what it removes`() throws {
    // A second name keeps the blocks alive, so that one can look at them afterwards.
    #expect(try edit("canary", with: #"ln "$1" ../other"#) == .unchanged)
    #expect(try memory.contents("other") == "\0\0\0\0\0\0")
  }

  @Test func `refuses a text above the limit`() throws {
    var refused: EditorError?
    do {
      _ = try edit(
        "before", with: #"echo "$1" > $OUT/place; head -c 11 /dev/zero > "$1""#, limit: 10)
    } catch let error as EditorError {
      refused = error
    }
    let file = try place()
    #expect(refused == .file(FileError(file, .tooLarge(limit: 10))))
    #expect(try file.parent.exists() == false)
  }

  @Test(arguments: [
    (#"ln -sf /etc/passwd "$1""#, FileError.Reason.notARegularFile(.symbolicLink)),
    (#"rm "$1"; mkdir "$1""#, .isDirectory), (#"rm "$1"; mkfifo "$1""#, .notARegularFile(.pipe)),
    (#"rm "$1""#, .notFound),
  ])
  func `does not read what is no file any more`(script: String, reason: FileError.Reason) throws {
    var refused: EditorError?
    do {
      _ = try edit("before", with: #"echo "$1" > $OUT/place; "# + script)
    } catch let error as EditorError {
      refused = error
    }
    #expect(try refused == .file(FileError(place(), reason)))
  }

  @Test func `wipes what a killed program left, and not what another is using`() throws {
    let used = try MemoryFolder(inOneOf: [memory.folder])
    try used.write([1], to: "note.txt")
    let stale = memory.path("casevault-edit-killed")
    try #require(unsafe mkdir(stale.string, 0o700) == 0)
    try PrivateFile(stale.appending("note.txt")).create(with: Array("canary".utf8))
    #expect(try edit("before", with: "true") == .unchanged)
    #expect(try stale.exists() == false)
    #expect(try used.path.appending("note.txt").exists())
  }

  @Test(.timeLimit(.minutes(10)))
  func `stops the editor and clears away when it is told to stop`() async throws {
    // The shell ignores SIGTERM, as an editor may; after three seconds it is killed.
    let script =
      #"echo "$1" > $OUT/place; trap '' TERM; kill -TERM $PPID; while :; do sleep 1; done"#
    try scratch.write("#!/bin/sh\n" + script, to: "editor", mode: 0o755)
    let folder = scratch.folder.string
    await #expect(processExitsWith: .exitCode(143)) { [folder = folder as String] in
      Signals.install()
      let environment = Environment(["VISUAL": folder + "/editor", "PATH": "/bin", "OUT": folder])
      _ = try EditorSession(environment, allowingUnknown: true, limit: 10).edit([1])
    }
    #expect(try place().parent.exists() == false)
  }

  @Test func `refuses to put the text on a disk`() throws {
    let disk: FilePath = "/var/tmp"
    #expect(throws: EditorError.noMemoryFolder([disk, "/no/such/folder"])) {
      try EditorSession(
        Environment(["VISUAL": "/bin/true"]), allowingUnknown: true, limit: 10, launcher: [],
        in: [disk, "/no/such/folder"]
      ).edit([1])
    }
  }

  @Test func `refuses a folder in which others can rename`() throws {
    try #require(unsafe chmod(memory.folder.string, 0o777) == 0)
    #expect(throws: EditorError.noMemoryFolder([memory.folder])) { try edit("x", with: "true") }
    try #require(unsafe chmod(memory.folder.string, 0o1777) == 0)
    #expect(try edit("x", with: "true") == .unchanged)
  }

  @Test func `looks in shared memory, then in the runtime folder of the session`() {
    #expect(MemoryFolder.places(Environment([:])) == ["/dev/shm"])
    let environment = Environment(["XDG_RUNTIME_DIR": "/run/user/7"])
    #expect(MemoryFolder.places(environment) == ["/dev/shm", "/run/user/7"])
  }

  @Test func `does not start a known editor without a terminal`() async throws {
    try scratch.write("#!/bin/sh\n", to: "nano", mode: 0o755)
    let folder = scratch.folder.string
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      let null = try Descriptor(opening: "/dev/null", O_RDWR)
      dup2(null.number, STDIN_FILENO)
      #expect(throws: EditorError.noTerminal) {
        try EditorSession(Environment(["PATH": folder]), limit: 10).edit([1])
      }
    }
  }
}
