import Glibc
import Testing

@testable import System

/// Each editor that is installed, used by a person at a terminal, in a home whose settings ask for
/// every copy there is. Watched by `strace` it must write nothing outside the private folder; and when
/// the window is closed in the middle, nothing may be left either.
// The time includes waiting for the other tests.
@Suite(.serialized, .timeLimit(.minutes(15))) struct `A real editor leaves nothing behind` {
  private static let leavingVi = ["i\(canary)\u{1B}", ":wq\r"]

  @Test(.enabled(if: isInstalled("vim"), "vim is not installed")) func vim() async throws {
    try await use("vim", typing: Self.leavingVi)
    try await hangUp(on: "vim", typing: Self.leavingVi[0])
  }

  @Test(.enabled(if: isInstalled("vim.tiny"), "vim.tiny is not installed"))
  func `small vim`() async throws {
    try await use("vim.tiny", typing: Self.leavingVi)
    try await hangUp(on: "vim.tiny", typing: Self.leavingVi[0])
  }

  @Test(.enabled(if: isInstalled("nvim"), "neovim is not installed")) func neovim() async throws {
    try await use("nvim", typing: Self.leavingVi)
    try await hangUp(on: "nvim", typing: Self.leavingVi[0])
  }

  @Test(.enabled(if: isInstalled("nano"), "nano is not installed")) func nano() async throws {
    // Ctrl-O, Enter, Ctrl-X
    try await use("nano", typing: [canary, "\u{F}", "\r", "\u{18}"])
    try await hangUp(on: "nano", typing: canary)
  }

  @Test(.enabled(if: isInstalled("emacs"), "emacs is not installed")) func emacs() async throws {
    // Ctrl-X Ctrl-S, Ctrl-X Ctrl-C
    try await use("emacs", typing: [canary, "\u{18}\u{13}", "\u{18}\u{3}"])
    try await hangUp(on: "emacs", typing: canary)
  }

  private func use(_ editor: String, typing keys: [String]) async throws {
    let scratch = try homeWithLeakySettings()
    let terminal = try PseudoTerminal()
    let memory = try Scratch(under: "/dev/shm")
    let (path, home) = (terminal.path.string, scratch.folder.string)
    let place = memory.folder.string
    await terminal.attended {
      $0.waits(for: "before")
      for key in keys {
        $0.waitsForQuiet()
        $0.type(key)
      }
    } _: {
      await #expect(processExitsWith: .success) {
        [
          path = path as String, home = home as String, editor = editor as String,
          place = place as String
        ] in
        try PseudoTerminal.adopt(path)
        let outcome = try session(editor, home, place, isWatched: true).edit(Array("before\n".utf8))
        guard case .saved(let text) = outcome else {
          Issue.record("\(outcome)")
          return
        }
        #expect(String(decoding: text, as: UTF8.self).contains(canary))
      }
    }
    #expect(try scratch.names().filter { $0 != "trace" } == settings)
    #expect(try memory.names() == [])
    if try scratch.path("trace").exists() { try expectHarmless(scratch.contents("trace")) }
  }

  private func hangUp(on editor: String, typing text: String) async throws {
    let scratch = try homeWithLeakySettings()
    let terminal = try PseudoTerminal()
    let memory = try Scratch(under: "/dev/shm")
    let (path, home) = (terminal.path.string, scratch.folder.string)
    let place = memory.folder.string
    await terminal.attended {
      $0.waits(for: "before")
      $0.waitsForQuiet()
      $0.type(text)
      $0.waits(for: "CANARY")
      $0.hangUp()
    } _: {
      await #expect(processExitsWith: .exitCode(129)) {
        [
          path = path as String, home = home as String, editor = editor as String,
          place = place as String
        ] in
        Signals.install()
        try PseudoTerminal.adopt(path)
        let outcome = try session(editor, home, place, isWatched: false)
          .edit(Array("before\n".utf8))
        // The editor sees the closed terminal a moment before the signal is sent, and may be quicker
        // in ending than the signal is in coming.
        if case .failed = outcome { exit(129) }
      }
    }
    #expect(try scratch.names() == settings)
    #expect(try memory.names() == [])
  }

  private let settings = [".config", ".emacs", ".nanorc", ".vimrc"]

  /// Settings that write a copy on every occasion, were they read. On the disk, not in memory.
  private func homeWithLeakySettings() throws -> Scratch {
    let scratch = try Scratch(under: "/var/tmp")
    let vim = """
      set backup writebackup undofile swapfile modeline
      set backupdir=~ undodir=~ directory=~
      autocmd InsertLeave,BufWritePost * silent! write! ~/leak
      """
    try scratch.write(vim, to: ".vimrc")
    try #require(unsafe mkdir(scratch.path(".config").string, 0o700) == 0)
    try #require(unsafe mkdir(scratch.path(".config/nvim").string, 0o700) == 0)
    try scratch.write(vim, to: ".config/nvim/init.vim")
    let nano = "set backup\nset backupdir \"\(scratch.folder)\"\nset historylog\nset positionlog\n"
    try scratch.write(nano, to: ".nanorc")
    try scratch.write("(setq auto-save-timeout 1)(savehist-mode 1)(recentf-mode 1)", to: ".emacs")
    return scratch
  }

  private func expectHarmless(_ trace: String) {
    let lines = trace.split(separator: "\n").map(String.init)
    // The trace is real: it shows the text being written where it belongs.
    #expect(lines.contains { $0.contains("note.txt") && $0.contains("O_WRONLY") })
    #expect(lines.filter(writesElsewhere) == [])
  }
}

@Test(arguments: [
  (
    #"7 openat(AT_FDCWD</dev/shm/casevault-test-1/casevault-edit-2>, "/home/ana/.viminfo", O_WRONLY|O_CREAT, 0600) = 3"#,
    true
  ),
  (
    #"7 openat(AT_FDCWD</home/ana>, "note.txt~", O_RDWR|O_CREAT, 0600) = 3</home/ana/note.txt~>"#,
    true
  ),
  (#"7 rename("/dev/shm/casevault-test-1/casevault-edit-2/a", "/tmp/b") = 0"#, true),
  (#"7 mkdir("/home/ana/.emacs.d", 0777) = 0"#, true),
  (#"7 mkdir("/home/ana/.emacs.d", 0777) = -1 EEXIST (File exists)"#, false),
  (
    #"7 openat(AT_FDCWD</dev/shm/casevault-test-1/casevault-edit-2>, "/etc/vimrc", O_RDONLY) = 3</etc/vimrc>"#,
    false
  ),
  (
    #"7 openat(AT_FDCWD</dev/shm/casevault-test-1/casevault-edit-2>, "note.txt", O_WRONLY|O_TRUNC) = 3<x>"#,
    false
  ),
  (#"7 openat(AT_FDCWD</tmp>, "/dev/tty", O_RDWR) = 4</dev/tty>"#, false),
])
func `a line of a trace is judged by the file it names`(line: String, isElsewhere: Bool) {
  #expect(writesElsewhere(line) == isElsewhere)
}

/// Does one line of `strace -y` open for writing, create or rename outside the private folder?
private func writesElsewhere(_ line: String) -> Bool {
  let isWriting = ["O_WRONLY", "O_RDWR", "O_CREAT", "rename", "link", "mkdir", "creat("]
    .contains { line.contains($0) }
  guard isWriting, !line.contains(" = -1 ") else { return false }
  let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
  return parts.indices.filter { $0 % 2 == 1 }.contains { index in
    let path = parts[index]
    let allowed = [privateFolders, "/dev/tty", "/dev/null", "/dev/pts/", "/dev/ptmx"]
    if path.hasPrefix("/") { return !allowed.contains { path.hasPrefix($0) } }
    return !parts[index - 1].contains("<" + privateFolders)
  }
}

private let privateFolders = "/dev/shm/casevault-test-"
private let canary = "CANARY-7f3a9c"

/// A session in a home and a piece of memory of its own.
private func session(
  _ editor: String, _ home: String, _ place: String, isWatched: Bool
) -> EditorSession {
  let environment = Environment([
    "VISUAL": editor, "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home, "TERM": "xterm",
    "LANG": "C.UTF-8",
  ])
  let calls = "open,openat,creat,rename,renameat,renameat2,link,linkat,mkdir,mkdirat"
  let watch = ["/usr/bin/strace", "-f", "-qq", "-y", "-e", "trace=" + calls, "-o", home + "/trace"]
  return EditorSession(
    environment, allowingUnknown: false, limit: 1000,
    launcher: isWatched && canTrace ? watch : [], in: [FilePath(place)])
}
