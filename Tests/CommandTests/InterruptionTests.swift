import Foundation
import Testing

/// Ctrl-C at any moment: a sentence, status 130, and either all of it or nothing.
@Suite(.serialized) struct InterruptionTests {
  private let scene: Scene

  init() throws {
    scene = try Scene()
    // A key that takes a while to open is a moment that even a busy machine does not miss.
    _ = try scene.run(["key", "create", "--memory-mib", "192", "--name", "Ada Berg"], as: "ada")
    _ = try scene.run(["vault", "init", "--name", "Ada Berg"], as: "ada")
    let lines = (1...notes).map { number in
      "{\"id\":\"\(number)\",\"client\":\"Client \(number % 40)\",\"text\":\"Note \(number).\"}\n"
    }
    try scene.write(lines.joined(), to: "notes.jsonl")
  }

  private let notes = 1_500
  private let interruption = """
    casevault: error: interrupted; nothing is half done
    casevault: hint: run the command again; casevault audit log shows what was done

    """
  private var vault: String { scene.path("ada/.local/share/casevault/vault") }

  /// Runs the command and presses Ctrl-C so long after it has begun to listen for it; 130, or 0 where
  /// it was done by then.
  private func interrupted(_ arguments: [String], after seconds: Double) throws -> Scene.Outcome {
    try scene.shell(
      """
      exec setsid --wait sh -c "$LISTEN_THEN_INTERRUPT" "$0" "$@" --passphrase-fd 3 3<.passphrases-ada
      """, [Scene.command] + arguments,
      environment: scene.environment(of: "ada").merging([
        "MOMENT": "\(seconds)", "LISTEN_THEN_INTERRUPT": listenThenInterrupt,
      ]) { $1 })
  }

  /// A busy machine begins late: the moment is counted from when the kernel says that the program
  /// catches the signal (the second bit of SigCgt, proc(5)), not from its start. A shell starts what
  /// runs in the background with the signal ignored, hence `env`; both are not yet the program.
  private let listenThenInterrupt = """
    env --default-signal=INT "$0" "$@" & command=$!
    until grep -qs '^Name:.casevault$' /proc/$command/status &&
      grep -Eqs '^SigCgt:.*[2367abef]$|^State:.Z' /proc/$command/status; do :; done
    sleep $MOMENT
    kill -INT $command 2>/dev/null
    wait $command
    """

  @Test func `an import is whole or has never been`() throws {
    var wasInterrupted = 0
    // Within the derivation of the key, and at moments of the import itself.
    for seconds in [0, 0.3, 0.6, 0.9] {
      let outcome = try interrupted(["import", "notes", scene.path("notes.jsonl")], after: seconds)
      guard outcome.status != 0 else { break }
      wasInterrupted += 1
      #expect(outcome.status == 130)
      #expect(outcome.errors == interruption)
      let list = try scene.run(["client", "list", "--json"], as: "ada")
      let clients = list.text.components(separatedBy: "\"name\": ").count - 1
      // An answer may have been printed before the signal came, but only of what is there.
      #expect(outcome.text == "" || clients == 40)
      // Behind the last step all of it is there.
      guard clients == 0 else {
        #expect(clients == 40)
        break
      }
      // What SQLite had begun in its write-ahead log is gone with the next command.
      let files = try FileManager.default.contentsOfDirectory(atPath: vault)
      #expect(files == ["vault.db"])
    }
    #expect(wasInterrupted > 0)
    _ = try scene.run(["import", "notes", scene.path("notes.jsonl")], as: "ada")
    let again = try scene.run(["import", "notes", scene.path("notes.jsonl")], as: "ada")
    #expect(again.text.hasPrefix("0 notes"))
    let verified = try scene.run(["audit", "verify"], as: "ada")
    #expect(verified.status == 0)
  }

  @Test func `a restored vault is there whole or not at all`() throws {
    _ = try scene.run(["import", "notes", scene.path("notes.jsonl")], as: "ada")
    _ = try scene.run(["vault", "backup", scene.path("backup")], as: "ada")
    // The same history, so that nothing is given up.
    _ = try scene.shell("mv \(vault) \(scene.path("aside"))")
    var (wasInterrupted, number) = (0, 0)
    for milliseconds in stride(from: 0, through: 1_000, by: 50) {
      number += 1
      let place = scene.path("restored-\(number)")
      let outcome = try interrupted(
        ["vault", "restore", scene.path("backup"), "--at", place, "--accept-loss"],
        after: Double(milliseconds) / 1_000)
      let isThere = FileManager.default.fileExists(atPath: place)
      if outcome.status == 0 {
        #expect(isThere)
        if wasInterrupted > 0 { break } else { continue }
      }
      wasInterrupted += 1
      #expect(outcome.status == 130)
      #expect(outcome.errors == interruption)
      // A Ctrl-C behind the last step leaves a whole vault, which opens.
      if isThere {
        let status = try scene.run(["audit", "verify", "--vault", place], as: "ada")
        #expect(status.status == 0)
        break
      }
    }
    #expect(wasInterrupted > 0)
  }

  @Test func `an interrupted backup leaves no file`() throws {
    _ = try scene.run(["import", "notes", scene.path("notes.jsonl")], as: "ada")
    var wasInterrupted = 0
    for milliseconds in stride(from: 0, through: 1_500, by: 50) {
      let outcome = try interrupted(
        ["vault", "backup", scene.path("backup")], after: Double(milliseconds) / 1_000)
      let left = try FileManager.default.contentsOfDirectory(atPath: scene.folder)
        .filter { $0.contains("backup") }
      if outcome.status == 0 {
        #expect(left == ["backup"])
        break
      }
      wasInterrupted += 1
      #expect(outcome.status == 130)
      // Behind the last step the file is there, and whole.
      if left == ["backup"] {
        let verified = try scene.run(
          ["vault", "backup", "verify", scene.path("backup")], as: "ada")
        #expect(verified.status == 0)
        break
      }
      #expect(left == [])
    }
    #expect(wasInterrupted > 0)
  }

  @Test func `with JSON, an interruption is an error in JSON`() throws {
    let outcome = try interrupted(["client", "list", "--json"], after: 0)
    #expect(outcome.status == 130)
    #expect(
      outcome.errors == """
        {
          "casevault": 1,
          "error": {
            "code": "interrupted",
            "exit": 130,
            "message": "interrupted; nothing is half done",
            "hint": "run the command again; casevault audit log shows what was done"
          }
        }

        """)
  }
}
