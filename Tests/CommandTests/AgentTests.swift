import Foundation
import Glibc
import StartedPrograms
import Testing

/// Unlocked keys, through the command: who finds them, what becomes of them, and that nobody is kept waiting.
@Suite(.serialized) struct AgentTests {
  private let scene: Scene

  init() throws {
    scene = try Scene()
    _ = try scene.run(["key", "create", "--memory-mib", "64", "--name", "Ada Berg"], as: "ada")
    _ = try scene.run(["vault", "init", "--name", "Ada Berg"], as: "ada")
    _ = try scene.run(["client", "add", "Maria Lopez"], as: "ada")
  }

  private func unlock(_ options: [String] = []) throws {
    let outcome = try scene.run(["unlock"] + options, as: "ada")
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  /// A command that nobody gives a passphrase.
  private func run(_ arguments: [String]) throws -> Scene.Outcome {
    try scene.run(arguments, as: "ada", typing: [])
  }

  /// The agent of this scene, by what it was started with.
  private func agent() throws -> Int32? {
    let found = try scene.shell("pgrep -f \"agent serve $0\"", [scene.folder])
    return found.text.split(separator: "\n").first.flatMap { Int32($0) }
  }

  private func hasEnded(_ agent: Int32) -> Bool {
    for _ in 0..<1_000 {
      if !isRunning(agent) { return true }
      usleep(10_000)
    }
    return false
  }

  /// Whoever took it over has perhaps not asked for its end yet.
  private func isRunning(_ agent: Int32) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(agent)/stat", encoding: .utf8) else {
      return false
    }
    return !text.contains(") Z ")
  }

  @Test func `what is unlocked serves every command that can be run without a terminal`() throws {
    try unlock()
    for arguments in [
      ["client", "list"], ["note", "write", "maria", "--from", "/etc/hostname"],
      ["note", "show", "C-1/1"], ["audit", "verify"], ["key", "show"], ["vault", "status"], [],
      ["vault", "backup", scene.path("backup")],
      ["vault", "backup", "verify", scene.path("backup")],
    ] {
      let outcome = try run(arguments)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
    }
  }

  @Test func `an unlocked key is not exchanged without its passphrase`() throws {
    try unlock()
    let sitting = try Sitting(["key", "rotate"], as: "ada", in: scene)
    for _ in 0..<3 {
      try sitting.sees("Passphrase for ")
      sitting.types("not the right one at all\n")
    }
    #expect(try sitting.ends() == 12)
    #expect(try run(["client", "list"]).status == 0)
    let again = try Sitting(["key", "rotate"], as: "ada", in: scene)
    try again.sees("Passphrase for ")
    again.types("ada's own long passphrase\n")
    for question in ["New passphrase", "Once more"] {
      try again.sees(question)
      again.types("another passphrase of hers\n")
    }
    try again.sees("The agent wiped the old key.")
    #expect(try again.ends() == 0)
    #expect(try run(["client", "list"]).status == 12)
  }

  @Test func `an agent that was killed leaves a socket that is in nobody's way`() throws {
    try unlock()
    let first = try #require(try agent())
    kill(first, SIGKILL)
    #expect(hasEnded(first))
    #expect(try run(["client", "list"]).status == 12)
    #expect(try scene.run(["client", "list"], as: "ada").status == 0)
    try unlock()
    #expect(try run(["client", "list"]).status == 0)
    #expect(try agent() != first)
  }

  @Test func `an agent that stands still keeps nobody from typing a passphrase`() throws {
    try unlock()
    let agent = try #require(try agent())
    kill(agent, SIGSTOP)
    defer { kill(agent, SIGCONT) }
    let start = Date()
    let outcome = try run(["client", "list"])
    #expect(outcome.status == 12 && outcome.errors.contains("no terminal"))
    #expect(Date().timeIntervalSince(start) < 10)
    // Nobody is told that a key is wiped that is not.
    #expect(try run(["lock"]).errors.contains("may still be unlocked"))
  }

  @Test func `one who leaves it alone finds it locked`() throws {
    try unlock(["--idle", "1s"])
    let agent = try #require(try agent())
    #expect(hasEnded(agent))
    #expect(try run(["agent", "status"]).text == "nothing is unlocked\n")
    #expect(try run(["client", "list"]).status == 12)
  }

  @Test func `whoever ends it by a signal leaves no socket`() throws {
    try unlock()
    let agent = try #require(try agent())
    kill(agent, SIGTERM)
    #expect(hasEnded(agent))
    let left = try scene.shell("ls ada/.local/state/casevault/agent")
    #expect(left.text == "agent.lock\n")
  }

  @Test func `many who unlock at once end with one agent`() throws {
    _ = try scene.run(["agent", "status"], as: "ada")
    let started = try (0..<6).map { _ in try StartedCommand(["unlock"], as: "ada", in: scene) }
    for command in started {
      let outcome = try command.ends(within: 120)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let agents = try scene.shell("pgrep -c -f \"agent serve $0\"", [scene.folder])
    #expect(agents.text == "1\n")
    #expect(try run(["client", "list"]).status == 0)
  }

  @Test func `the agent has no terminal, no file and no surroundings of whoever started it`() throws
  {
    try unlock()
    let agent = try #require(try agent())
    let facts = try scene.shell(
      """
      cd /proc/$0 && readlink cwd && tr '\\0' '\\n' <environ | wc -c && cut -d' ' -f6,7 stat |
      sed "s/^$0 /leads /" && grep 'Max core' limits && readlink fd/0 fd/1 fd/2 && ls fd | wc -l
      """, ["\(agent)"])
    let lines = facts.text.split(separator: "\n").map(String.init)
    guard geteuid() == 0 else { return }
    #expect(lines.prefix(3) == ["/", "0", "leads 0"], "\(facts)")
    #expect(lines[3].split(separator: " ").dropFirst(4) == ["0", "0", "bytes"])
    #expect(lines[4...6] == ["/dev/null", "/dev/null", "/dev/null"])
    // Streams, folder, lock, socket.
    #expect(Int(lines[7]) ?? 99 <= 8)
  }

  @Test func `who writes for longer than the key stays is asked again, and loses no word`() throws {
    try unlock()
    try scene.write(
      """
      #!/bin/sh
      printf 'Written while the key was wiped.' >"$1"
      \(Scene.command) lock >/dev/null
      """, to: "editor")
    _ = try scene.shell("chmod +x editor")
    let sitting = try Sitting(
      ["note", "write", "maria", "--title", "First", "--allow-editor"], as: "ada", in: scene,
      editor: scene.path("editor"))
    try sitting.sees("let go of your key")
    try sitting.sees("Passphrase for ")
    sitting.types("ada's own long passphrase\n")
    #expect(try sitting.ends() == 0)
    let shown = try scene.run(["note", "show", "C-1/1"], as: "ada").text
    #expect(shown.contains("Written while the key was wiped."))
  }

  @Test func `at the terminal wrong passphrases are told, and Ctrl-C leaves nothing unlocked`()
    throws
  {
    let sitting = try Sitting(["unlock"], as: "ada", in: scene)
    try sitting.sees("Passphrase for ")
    sitting.types("not this one, I fear\n")
    try sitting.sees("2 tries left")
    try sitting.sees("Passphrase for ")
    sitting.types("\u{3}")
    #expect(try sitting.ends() == 130)
    #expect(try agent() == nil)
    let again = try Sitting(["unlock"], as: "ada", in: scene)
    try again.sees("Passphrase for ")
    again.types("ada's own long passphrase\n")
    try again.sees("1 wrong passphrase was tried")
    try again.sees("unlocked until")
    #expect(try again.ends() == 0)
    let log = try run(["audit", "log"]).text
    #expect(log.contains("device.unlocked") && log.contains("after 1 wrong passphrase"))
  }

  @Test func `wrong passphrases stand in the log before anything is done with the key`() throws {
    for wrong in ["not this one, I fear", "nor is it this one"] {
      #expect(try scene.run(["client", "list"], as: "ada", typing: [wrong]).status == 12)
    }
    let right = try scene.run(["client", "list"], as: "ada")
    #expect(right.errors.contains("2 wrong passphrases were tried"))
    let again = try scene.run(["client", "list"], as: "ada")
    #expect(again.errors.isEmpty)
    let log = try scene.run(["audit", "log"], as: "ada").text.split(separator: "\n").map(
      String.init)
    let unlocked = log.indices.filter { log[$0].contains("device.unlocked") }
    let listed = log.indices.filter { log[$0].contains("files.listed") }
    try #require(unlocked.count == 1 && listed.count == 2)
    #expect(unlocked[0] < listed[0])
    #expect(log[unlocked[0]].contains("after 2 wrong passphrases"))
  }

  @Test func `a program that is killed after each try leaves no gap in the count`() throws {
    for _ in 0..<2 {
      let key = scene.path("ada/.local/share/casevault/key")
      let sitting = try Sitting(["client", "list", "--key", key], as: "ada", in: scene)
      try sitting.sees("Passphrase for ")
      sitting.types("not this one, I fear\n")
      try sitting.sees("2 tries left")
      // Asked again: now it is killed, with its first try behind it.
      // By the scene's own path: others run the same command beside this one.
      _ = try scene.shell("pkill -KILL -f \"client list --key $0\"", [key])
      _ = try sitting.ends()
    }
    let outcome = try scene.run(["client", "list"], as: "ada")
    #expect(outcome.errors.contains("2 wrong passphrases were tried"))
  }

  /// Of commands that write to the vault a thousand at once would wait for each other there, not here. They
  /// give way to the tests beside them, some of which look at how long something takes.
  @Test
  func `a thousand commands at once are all served by one agent, which keeps nothing of them`()
    throws
  {
    try unlock()
    let agent = try #require(try agent())
    let before = (files: try openFiles(of: agent), memory: try locked(by: agent))
    let ended = try scene.shell(
      """
      seq 1000 | nice -n 19 xargs -P 1000 -n 1 sh -c '"$0" key show >/dev/null 2>&1; echo $?' "$0" |
      sort | uniq -c
      """, [Scene.command], environment: scene.environment(of: "ada"))
    #expect(ended.text.trimmingCharacters(in: .whitespacesAndNewlines) == "1000 0")
    _ = try run(["agent", "status"])
    #expect(try openFiles(of: agent) <= before.files + 1)
    #expect(try locked(by: agent) == before.memory)
    #expect(try run(["note", "list", "maria"]).status == 0)
  }

  private func locked(by agent: Int32) throws -> String {
    try scene.shell("grep VmLck /proc/$0/status", ["\(agent)"]).text
  }

  private func openFiles(of agent: Int32) throws -> Int {
    let count = try scene.shell("ls /proc/$0/fd | wc -l", ["\(agent)"]).text
    return Int(count.trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
  }
}
