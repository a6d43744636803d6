import Foundation
import Testing

/// Notes written in an editor, through the command: what is typed is kept or given up, never lost, and
/// none of it stays behind.
@Suite(.serialized) struct EditorTests {
  private let scene: Scene

  init() throws {
    scene = try Scene()
    _ = try scene.run(["key", "create", "--memory-mib", "64", "--name", "Ada Berg"], as: "ada")
    _ = try scene.run(["vault", "init", "--name", "Ada Berg"], as: "ada")
    _ = try scene.run(["client", "add", "Maria Lopez"], as: "ada")
  }

  /// Begins a note in an editor that is a script of ours, or a real one by its name.
  private func writing(
    _ options: [String] = [], script: String? = nil, editor: String? = nil
  ) throws -> Sitting {
    if let script {
      try scene.write("#!/bin/sh\n" + script, to: "editor")
      _ = try scene.shell("chmod +x editor")
    }
    let sitting = try Sitting(
      ["note", "write", "maria", "--title", "First"] + options
        + (script == nil ? [] : ["--allow-editor"]),
      as: "ada", in: scene, editor: editor ?? scene.path("editor"))
    try sitting.sees("Passphrase for ")
    sitting.types("ada's own long passphrase\n")
    return sitting
  }

  private func noteText() throws -> String {
    try scene.run(["note", "show", "C-1/1"], as: "ada").text
      .components(separatedBy: "\n\n").dropFirst().joined(separator: "\n\n")
  }

  private func notes() throws -> String {
    try scene.run(["note", "list", "C-1"], as: "ada").text
  }

  @Test(arguments: [
    ["--title", String(repeating: "x", count: 201)], ["--at", "2999-01-01"],
    ["--kind", "psychotherapy", "--modality", "individual"],
  ])
  func `what can be refused without the text is refused before it is typed`(options: [String])
    throws
  {
    let sitting = try writing(options, script: "touch \(scene.path("opened"))\n")
    let status = try sitting.ends()
    #expect(status == 64)
    #expect(!FileManager.default.fileExists(atPath: scene.path("opened")))
  }

  @Test func `a text that cannot be kept comes back into the editor`() throws {
    // First something that is no UTF-8, then what was meant.
    let sitting = try writing(
      script: """
        if [ -e \(scene.path("again")) ]; then printf 'What was meant.' >"$1"
        else touch \(scene.path("again")); printf 'caf\\351' >"$1"; fi

        """)
    try sitting.sees("Edit again? Otherwise the text is lost. [Y/n] ")
    sitting.types("\n")
    try sitting.sees("is kept as a draft")
    let status = try sitting.ends()
    #expect(status == 0)
    #expect(try noteText() == "What was meant.\n")
  }

  @Test func `leaving the editor the second time does not undo what was typed`() throws {
    // The text holds what psychotherapy notes leave out; its author looks at it again, and keeps it.
    let sitting = try writing(
      ["--kind", "psychotherapy"],
      script: "[ -s \"$1\" ] || printf 'Medication: sertraline 50 mg daily.' >\"$1\"\n")
    try sitting.sees("2  edit it")
    try sitting.sees("[1-2]: ")
    sitting.types("2\n")
    try sitting.sees("[1-2]: ")
    sitting.types("1\n")
    try sitting.sees("is kept as a draft")
    let status = try sitting.ends()
    #expect(status == 0)
  }

  @Test func `whoever goes on after Ctrl-C at a question comes back to the text`() throws {
    // It grows by a line each time that it comes back.
    let sitting = try writing(
      ["--kind", "psychotherapy"], script: "echo 'Medication: sertraline.' >>\"$1\"\n")
    try sitting.sees("[1-2]: ")
    sitting.types("\u{3}")
    try sitting.sees("Edit again? Otherwise the text is lost. [Y/n] ")
    sitting.types("y\n")
    try sitting.sees("[1-2]: ")
    sitting.types("1\n")
    try sitting.sees("is kept as a draft")
    let status = try sitting.ends()
    #expect(status == 0)
    #expect(try noteText() == "Medication: sertraline.\nMedication: sertraline.\n")
  }

  @Test func `a fact said anew is kept where the text stays as it was`() throws {
    _ = try scene.run(
      ["note", "write", "maria", "--title", "First"], as: "ada", stdin: Array("One.".utf8))
    try scene.write("#!/bin/sh\n", to: "editor")
    _ = try scene.shell("chmod +x editor")
    func editing(_ options: [String]) throws -> Sitting {
      let sitting = try Sitting(
        ["note", "edit", "C-1/1", "--allow-editor"] + options, as: "ada", in: scene,
        editor: scene.path("editor"))
      try sitting.sees("Passphrase for ")
      sitting.types("ada's own long passphrase\n")
      return sitting
    }
    let named = try editing(["--title", "Second"])
    #expect(try named.ends() == 0)
    // The same title again says nothing anew.
    let repeated = try editing(["--title", "Second"])
    try repeated.sees("the text was left as it was; nothing was written")
    #expect(try repeated.ends() == 64)
    let list = try scene.run(["note", "list", "C-1"], as: "ada").text
    #expect(list.contains("  Second\n"))
    #expect(try noteText() == "One.\n")
    let history = try scene.run(["note", "history", "C-1/1", "--json"], as: "ada").text
    #expect(history.contains("\"version\": 2,"))
    #expect(!history.contains("\"version\": 3,"))
  }

  @Test func `a hint that nobody could answer is answered before the signature`() throws {
    _ = try scene.run(
      ["note", "write", "maria", "--kind", "psychotherapy"], as: "ada",
      stdin: Array("Sertraline helps.".utf8))
    for (answer, status) in [("2\n", 10), ("1\n", 0)] {
      let sitting = try Sitting(["note", "sign", "maria/1"], as: "ada", in: scene)
      try sitting.sees("Passphrase for ")
      sitting.types("ada's own long passphrase\n")
      try sitting.sees("2  leave it a draft")
      try sitting.sees("[1-2]: ")
      sitting.types(answer)
      if status == 0 {
        try sitting.sees("Sign this note?")
        sitting.types("y\n")
        try sitting.sees("is signed, and locked for good")
      }
      let ended = try sitting.ends()
      #expect(ended == status)
    }
    let list = try scene.run(["note", "list", "maria", "--json"], as: "ada")
    #expect(list.text.contains(#""excludedContentKept": true"#))
  }

  @Test func `an editor that is killed leaves no text behind`() throws {
    let canary = "canary-\(UInt64.random(in: 0 ... .max))"
    let sitting = try writing(script: "echo \(canary) >\"$1\"; kill -9 $$\n")
    try sitting.sees("The editor ended badly. Go on with what it had saved? [Y/n] ")
    sitting.types("n\n")
    try sitting.sees("the editor was left without keeping; nothing was written")
    let status = try sitting.ends()
    #expect(status == 10)
    #expect(try notes() == "no notes yet: casevault note write C-1\n")
    let found = try scene.shell("grep -rl \(canary) /dev/shm . 2>/dev/null | grep -v /editor$")
    #expect(found.text == "")
  }

  /// How each real editor is left, with and without saving.
  private static let editors: [(name: String, saving: [String], leaving: [String])] = [
    ("vim", ["i", "She slept.", "\u{1B}", ":wq\r"], ["i", "Gone.", "\u{1B}", ":q!\r"]),
    ("vim.tiny", ["i", "She slept.", "\u{1B}", ":wq\r"], ["i", "Gone.", "\u{1B}", ":q!\r"]),
    ("nvim", ["i", "She slept.", "\u{1B}", ":wq\r"], ["i", "Gone.", "\u{1B}", ":q!\r"]),
    // Ctrl-O, Enter, Ctrl-X; Ctrl-X and no.
    ("nano", ["She slept.", "\u{F}", "\r", "\u{18}"], ["Gone.", "\u{18}", "n"]),
    // Ctrl-X Ctrl-S, Ctrl-X Ctrl-C; Ctrl-X Ctrl-C, no, yes.
    (
      "emacs", ["She slept.", "\u{18}\u{13}", "\u{18}\u{3}"],
      ["Gone.", "\u{18}\u{3}", "n", "yes\r"]
    ),
  ]

  private static let areInstalled = editors.allSatisfy {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0.name)")
  }

  private func typing(_ keys: [String], into sitting: Sitting) throws {
    try sitting.sees("note.txt")
    for key in keys {
      usleep(700_000)
      sitting.types(key)
    }
  }

  @Test(
    .enabled(if: areInstalled, "vim, vim.tiny, nvim, nano and emacs are not all installed"),
    arguments: editors.indices)
  func `what a real editor saves is the note, and what it does not save is nothing`(index: Int)
    throws
  {
    let editor = Self.editors[index]
    let left = try writing(editor: editor.name)
    try typing(editor.leaving, into: left)
    try left.sees("the text was left empty; nothing was written", seconds: 60)
    let leavingStatus = try left.ends(seconds: 60)
    #expect(leavingStatus == 64, "\(editor.name)")
    let saved = try writing(editor: editor.name)
    try typing(editor.saving, into: saved)
    let savingStatus = try saved.ends(seconds: 60)
    #expect(savingStatus == 0, "\(editor.name)")
    #expect(try noteText() == "She slept.\n")
  }
}
