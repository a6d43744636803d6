import Foundation
import Testing

/// A text that goes through every command, and must lie nowhere afterwards but under seal.
///
/// Not only what is left is looked at: a library before the C library sees each write of every command,
/// to files that are removed again too.
@Suite(.serialized) struct CanaryTests {
  private let home: FaultScene
  private let canary = "canary-7f3d-she-hid-the-letters"
  private var environment: [String: String] {
    [
      "LD_PRELOAD": home.library, "FAULT_CANARY": canary, "FAULT_LOG": home.scene.path("calls.log"),
      "TMPDIR": home.scene.path("tmp"), "CASEVAULT_LOG": "trace",
    ]
  }

  init() throws {
    home = try FaultScene()
    _ = try home.scene.shell("mkdir tmp; rm -rf only-key whole")
  }

  @Test func `no command leaves a word of a note anywhere, nor says one where it should not`()
    throws
  {
    let text = "\(canary). She spoke of them."
    let record = #"{"id":"9","client":"Otto \#(canary)","title":"\#(canary)","text":"\#(text)"}"#
    try run(["client", "add", "Rosa \(canary)"], says: true)
    try run(["note", "write", "maria", "--title", canary], stdin: text)
    try run(["note", "write", "maria", "--sign"], stdin: text)
    try run(["note", "write", "maria", "--kind", "psychotherapy"], stdin: text)
    try run(["note", "edit", "maria/2"], stdin: text + " And again.")
    try run(["note", "addendum", "maria/3"], stdin: text)
    try run(["import", "notes", "-"], stdin: record)
    try run(["note", "show", "maria/2"], says: true)
    try run(["note", "search", "canary-7F3D"], says: true)
    try run(["note", "list", "maria", "--json"], says: true)
    try run(["note", "discard", "maria/2"])
    // What is refused, late and early, with the text in memory.
    try run(["note", "write", "nobody"], stdin: text, status: 14)
    try run(["note", "edit", "maria/3"], stdin: text, status: 10)
    try run(["note", "write", "maria"], stdin: text + "\u{0}", status: 64)
    try run(["import", "notes", "-"], stdin: record + "\n{\"text\":\"\(text)", status: 64)
    try run(["vault", "backup", home.scene.path("ana/backup.db")])
    try run(["audit", "verify"])
    try run(["audit", "log"])
  }

  @Test func `an editor's text lies in memory alone, and not after it has ended`() throws {
    try home.scene.write("#!/bin/sh\nprintf '\(canary)' > \"$1\"\n", to: "tmp/editor")
    _ = try home.scene.shell("chmod +x tmp/editor")
    let sitting = try Sitting(
      ["note", "write", "maria", "--allow-editor"], as: "ana", in: home.scene,
      editor: home.scene.path("tmp/editor"), environment: environment)
    try sitting.sees("Passphrase for ")
    sitting.types("ana's own long passphrase\n")
    try sitting.sees("Title (or Enter for none): ")
    sitting.types("\n")
    try sitting.sees("is kept as a draft")
    let status = try sitting.ends()
    #expect(status == 0)
    _ = try home.scene.shell("rm tmp/editor")
    // The editor itself wrote it, in the one place it was given.
    let written = try writesOfCanary()
    #expect(!written.isEmpty)
    #expect(written.allSatisfy { $0.hasPrefix("/dev/shm/") }, "\(written)")
    #expect(try filesWithCanary() == [])
  }

  @Test(arguments: ["KILL", "ABRT", "SEGV"])
  func `a program that dies with a text in memory leaves no core and no word of it`(
    signal: String
  ) throws {
    // More than a pipe holds: once it is written, the command has most of it.
    let text = String(repeating: "\(canary) ", count: 8_000)
    let died = try home.scene.shell(
      """
      mkfifo tmp/pipe; ulimit -c unlimited
      "$0" note write maria --passphrase-fd 3 3<.passphrases-ana <tmp/pipe &
      exec 4>tmp/pipe; cat >&4; sleep 0.2; kill -s \(signal) $!; exec 4>&-; wait $!; echo "status $?"
      rm tmp/pipe
      """, [Scene.command], stdin: Array(text.utf8),
      environment: home.scene.environment(of: "ana").merging(environment) { $1 })
    let number = ["KILL": 9, "ABRT": 6, "SEGV": 11][signal] ?? 0
    #expect(died.text == "status \(128 + number)\n")
    #expect(!died.errors.contains("core dumped") && !died.errors.contains(canary))
    #expect(try writesOfCanary().filter { !$0.hasSuffix("tmp/pipe") } == [])
    #expect(try filesWithCanary() == [])
    let cores = try home.scene.shell("find . -name 'core*' -type f").text
    #expect(cores == "")
  }

  /// Runs a command and looks at what it said and wrote.
  private func run(
    _ arguments: [String], stdin: String = "", says: Bool = false, status: Int32 = 0
  ) throws {
    let outcome = try home.scene.run(
      arguments, as: "ana", stdin: Array(stdin.utf8), environment: environment)
    let command = arguments.prefix(2).joined(separator: " ")
    #expect(outcome.status == status, "\(command): \(outcome.errors)")
    #expect(!outcome.errors.contains(canary), "\(command)")
    #expect(outcome.text.contains(canary) == says, "\(command): \(outcome.text)")
    // Its own output is a file of the scene; nothing else may be.
    let elsewhere = try writesOfCanary().filter { !$0.hasSuffix(".out") }
    #expect(elsewhere == [], "\(command)")
    #expect(try filesWithCanary() == [], "\(command)")
  }

  /// The files to which the canary was written since the last look.
  private func writesOfCanary() throws -> [String] {
    guard FileManager.default.fileExists(atPath: home.scene.path("calls.log")) else { return [] }
    defer { try? FileManager.default.removeItem(atPath: home.scene.path("calls.log")) }
    return try home.scene.read("calls.log").split(separator: "\n").map {
      String($0.dropFirst("canary ".count))
    }
  }

  /// Database, write-ahead log, shared memory, backup, key, settings, device memory, temporary files.
  private func filesWithCanary() throws -> [String] {
    let found = try home.scene.shell(
      """
      grep -rlaiF -e "$0" ana tmp; grep -laiF -e "$0" -r /dev/shm/casevault* 2>/dev/null; true
      """, [canary])
    return found.text.split(separator: "\n").map(String.init)
  }
}
