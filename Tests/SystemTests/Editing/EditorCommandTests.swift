import Glibc
import Testing

@testable import System

@Suite struct `The choice of an editor` {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    for name in ["vim.basic", "nano", "nvim", "emacs-nox", "emacsclient", "ed", "vi.traditional"] {
      try scratch.write("#!/bin/sh\n", to: name, mode: 0o755)
    }
    try scratch.write("no program", to: "plain", mode: 0o644)
    try #require(unsafe symlink("vim.basic", scratch.path("vi").string) == 0)
    try #require(unsafe symlink("vim.basic", scratch.path("view").string) == 0)
    try #require(unsafe symlink("emacs-nox", scratch.path("emacs").string) == 0)
  }

  private func choice(
    _ variables: [String: String], allowingUnknown: Bool = false
  ) throws(EditorError) -> EditorCommand {
    var variables = variables
    variables["PATH"] = variables["PATH"] ?? scratch.folder.string
    return try EditorCommand.chosen(by: Environment(variables), allowingUnknown: allowingUnknown)
  }

  @Test(arguments: [
    ("vi", "Vim", "vim.basic"), ("view", "Vim", "vim.basic"), ("vim.basic", "Vim", "vim.basic"),
    ("nano", "nano", "nano"), ("nvim", "Neovim", "nvim"), ("emacs", "Emacs", "emacs-nox"),
  ])
  func `sees through links to the program`(word: String, name: String, file: String) throws {
    let command = try choice(["EDITOR": word])
    #expect(command.known?.name == name)
    #expect(command.program == scratch.path(file))
  }

  @Test func `prefers VISUAL, then EDITOR, then nano`() throws {
    #expect(try choice(["VISUAL": "nvim", "EDITOR": "nano"]).known?.name == "Neovim")
    #expect(try choice(["VISUAL": "", "EDITOR": "emacs"]).known?.name == "Emacs")
    #expect(try choice([:]).known?.name == "nano")
    #expect(try choice(["EDITOR": "  "]).known?.name == "nano")
  }

  @Test func `falls back on vi where that is Vim`() throws {
    try #require(unsafe unlink(scratch.path("nano").string) == 0)
    #expect(try choice([:]).program == scratch.path("vim.basic"))
  }

  @Test func `puts its own words after the user's, so that they hold`() throws {
    let arguments = try choice(["EDITOR": "vim.basic -y  -i /tmp/info"]).arguments
    #expect(arguments.starts(with: ["-y", "-i", "/tmp/info", "--clean", "-n", "-i", "NONE"]))
  }

  @Test(arguments: ["ed", "emacsclient", "vi.traditional"])
  func `refuses one it does not know unless told otherwise`(word: String) throws {
    #expect(throws: EditorError.unknown(scratch.path(word), namedBy: "EDITOR")) {
      try choice(["EDITOR": word])
    }
    // Setting EDITOR to another would change nothing.
    #expect(throws: EditorError.unknown(scratch.path(word), namedBy: "VISUAL")) {
      try choice(["VISUAL": word, "EDITOR": "vim"])
    }
    let command = try choice(["EDITOR": word + " -x"], allowingUnknown: true)
    #expect(command.program == scratch.path(word))
    #expect(command.arguments == ["-x"])
    #expect(command.known == nil)
  }

  @Test(arguments: ["missing", "plain", "/no/such/editor"])
  func `does not replace one that cannot be run`(word: String) {
    #expect(throws: EditorError.notFound(word, namedBy: "EDITOR")) {
      try choice(["EDITOR": word])
    }
  }

  @Test func `tells that there is none`() throws {
    #expect(throws: EditorError.none) { try choice(["PATH": "/no/such/folder"]) }
  }

  @Test func `does not search folders that depend on where one is`() throws {
    try #require(unsafe chdir(scratch.folder.string) == 0)
    defer { unsafe chdir("/") }
    #expect(throws: EditorError.none) { try choice(["PATH": ".::bin"]) }
  }
}
