import Foundation
import StartedPrograms
import Testing

/// A command that meets a failing call, and what must hold afterwards.
struct FaultyCommand: Sendable, CustomTestStringConvertible {
  let name: String
  let arguments: [String]
  /// What is typed behind the passphrase of the key.
  let newPassphrases: [String]
  /// The home that it starts from.
  let start: String
  /// Which of its calls fail.
  let kinds: [String]
  /// How many of them do in a short run.
  let fewFailures: Int
  /// Whether it did its work, did nothing, or left something in between (then nil).
  private let effect: @Sendable (FaultScene) throws -> Bool?

  var testDescription: String { name }

  static let all = [
    FaultyCommand(
      name: "note write", arguments: ["note", "write", "maria", "--from", "{scene}/note.txt"],
      start: "whole"
    ) {
      try $0.count(of: ["note", "list", "maria"], "notes").flatMap { [1: false, 2: true][$0] }
    },
    FaultyCommand(
      name: "import", arguments: ["import", "notes", "{scene}/notes.jsonl"], start: "whole"
    ) { scene in
      guard let clients = try scene.count(of: ["client", "list"], "clients") else { return nil }
      if clients == 1 { return false }
      let notes = try scene.count(of: ["note", "list", "juan"], "notes")
      return clients == 3 && notes == 2 ? true : nil
    },
    // Round the log: with a journal, whose end is the commit, and with pages in the database before it.
    FaultyCommand(
      name: "large import", arguments: ["import", "notes", "{scene}/large.jsonl"], start: "whole",
      kinds: FailingCall.kinds + ["remove"], fewFailures: 8
    ) { scene in
      guard let clients = try scene.count(of: ["client", "list"], "clients") else { return nil }
      if clients == 1 { return false }
      let notes = try scene.count(of: ["note", "list", "juan"], "notes")
      return clients == 2 && notes == 150 ? true : nil
    },
    FaultyCommand(
      name: "vault init", arguments: ["vault", "init", "--name", "Ana Ruiz"], start: "only-key"
    ) { scene in
      guard scene.exists(".local/share/casevault/vault/vault.db") else {
        // What was not founded can be founded.
        return try scene.run(["vault", "init", "--name", "Ana Ruiz"]).status == 0 ? false : nil
      }
      return try scene.verifies() ? true : nil
    },
    FaultyCommand(
      name: "backup", arguments: ["vault", "backup", "{scene}/ana/backup.db"], start: "whole"
    ) { scene in
      guard scene.exists("backup.db") else { return false }
      let verified = try scene.run(["vault", "backup", "verify", "{scene}/ana/backup.db"])
      return verified.status == 0 ? true : nil
    },
    // Exactly one of the two opens the key at any moment: it is never lost, and never open to both.
    FaultyCommand(
      name: "key passphrase", arguments: ["key", "passphrase"],
      newPassphrases: ["another passphrase of hers"], start: "whole"
    ) { scene in
      let opensWithOld = try scene.run(["key", "show"]).status == 0
      scene.passphrase = "another passphrase of hers"
      let opensWithNew = try scene.run(["key", "show"]).status == 0
      if opensWithOld { scene.passphrase = FaultScene.firstPassphrase }
      return opensWithOld == opensWithNew ? nil : opensWithNew
    },
    // The same of two keys, of which the vault knows one.
    FaultyCommand(
      name: "key rotate", arguments: ["key", "rotate"],
      newPassphrases: ["another passphrase of hers"], start: "whole",
      kinds: FailingCall.kinds + ["remove"], fewFailures: 12
    ) { scene in
      let opensWithOld = try scene.run(["client", "list"]).status == 0
      scene.passphrase = "another passphrase of hers"
      let opensWithNew = try scene.run(["client", "list"]).status == 0
      if opensWithOld { scene.passphrase = FaultScene.firstPassphrase }
      return opensWithOld == opensWithNew ? nil : opensWithNew
    },
  ]

  init(
    name: String, arguments: [String], newPassphrases: [String] = [], start: String,
    kinds: [String] = FailingCall.kinds, fewFailures: Int = 30,
    effect: @escaping @Sendable (FaultScene) throws -> Bool?
  ) {
    (self.name, self.arguments, self.start, self.effect) = (name, arguments, start, effect)
    self.newPassphrases = newPassphrases
    (self.kinds, self.fewFailures) = (kinds, fewFailures)
  }

  /// Each failing call that there can be, given how many it makes of each kind. Of the thousands of writes
  /// of a large import the first and the last, and some between that are all alike.
  func failures(among counts: [String: Int]) -> [FailingCall] {
    kinds.flatMap { kind in
      (1...max(1, counts[kind] ?? 0)).filter { number in
        guard let count = counts[kind] else { return false }
        return count <= 120 || number <= 10 || number > count - 30 || number % (count / 10) == 0
      }
      .flatMap { number in
        [EIO, ENOSPC].map { FailingCall(kind: kind, number: number, code: $0) }
      }
    }
  }

  /// What came of a failing call, in a word, and all that is wrong with it.
  func outcome(of call: FailingCall, in scene: FaultScene) throws -> (String, [String]) {
    try scene.reset(to: start)
    let said = try scene.run(arguments, typing: newPassphrases, failing: call)
    var wrong: [String] = []
    let effect = try effect(scene)
    if effect == nil { wrong.append("left something in between") }
    if said.status == 0 {
      if effect == false { wrong.append("did nothing and called it done") }
    } else {
      // 1 is a fault of the program itself; 128 and more, a death.
      if said.status == 1 || said.status > 100 { wrong.append("ended with \(said.status)") }
      if !said.errors.contains("casevault: error: ") { wrong.append("gave no sentence") }
      if said.errors.contains("nothing was changed"), effect == true {
        wrong.append("said that nothing was changed")
      }
    }
    if try !scene.verifies() { wrong.append("does not verify") }
    if try scene.count(of: ["note", "list", "maria"], "notes") == 0, start == "whole" {
      wrong.append("lost a note")
    }
    if try !scene.leftovers().isEmpty { wrong.append("left \(try scene.leftovers()) behind") }
    let ended = said.status == 0 ? "done" : effect == true ? "done and told" : "undone"
    if !wrong.isEmpty { wrong.append(said.errors) }
    return (ended, wrong)
  }
}

extension FaultScene {
  func verifies() throws -> Bool { try run(["audit", "verify"]).status == 0 }

  /// How many things a command lists; nil where it cannot.
  func count(of arguments: [String], _ list: String) throws -> Int? {
    let outcome = try run(arguments + ["--json"])
    let object = try? JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any]
    let result = object?["result"] as? [String: Any]
    return (result?[list] as? [Any])?.count
  }
}
