import Foundation
import Testing

/// Several programs in one vault at the same time: each does its work or says with a sentence and a
/// hint that it did not, nothing that was acknowledged is lost, and the log is whole afterwards.
@Suite(.serialized) struct ManyAtOnceTests {
  private let scene: Scene

  init() throws {
    scene = try Scene()
    _ = try scene.run(["key", "create", "--memory-mib", "64", "--name", "Ada Berg"], as: "ada")
    _ = try scene.run(["vault", "init", "--name", "Ada Berg"], as: "ada")
    _ = try scene.run(["client", "add", "Maria Lopez"], as: "ada")
  }

  /// Starts every command before waiting for any.
  private func atOnce(_ commands: [[String]]) throws -> [Scene.Outcome] {
    let started = try commands.map { try StartedCommand($0, as: "ada", in: scene) }
    return try started.map { try $0.ends(within: 120) }
  }

  /// 0, or 11 (conflict) with an error and a hint; nothing else is an answer to being in the way.
  private func isAnAnswer(_ outcome: Scene.Outcome) -> Bool {
    if outcome.status == 0 { return true }
    let isText =
      outcome.errors.hasPrefix("casevault: error: ")
      && outcome.errors.contains("\ncasevault: hint: ")
    let isJSON =
      outcome.errors.contains(#""message": ""#) && outcome.errors.contains(#""hint": ""#)
    return outcome.status == 11 && (isText || isJSON)
  }

  /// The ids that stand in an answer.
  private func ids(in outcome: Scene.Outcome) -> Set<String> {
    Set(outcome.text.matches(of: /"note": "([0-9a-f]{32})"/).map { String($0.output.1) })
  }

  @Test func `what was acknowledged is there, whoever wrote, read, copied or checked meanwhile`()
    throws
  {
    let words = String(repeating: "word ", count: 200)
    let lines = (1...400).map { #"{"id":"\#($0)","client":"Bo Wu","text":"\#(words)"}"# + "\n" }
    try scene.write(lines.joined(), to: "notes.jsonl")
    try scene.write(words, to: "note")
    let write = ["note", "write", "maria", "--from", "note", "--json"]
    let rounds = [
      [write, write, write, ["vault", "backup", "copy"]], [write, write, ["audit", "verify"]],
      [
        ["import", "notes", "notes.jsonl"], ["note", "search", "word"], ["client", "list"], write,
      ],
    ]
    var acknowledged: Set<String> = []
    for round in rounds {
      let outcomes = try atOnce(round)
      for (command, outcome) in zip(round, outcomes) {
        #expect(isAnAnswer(outcome), "\(command): \(outcome.status) \(outcome.errors)")
        if command == write, outcome.status == 0 { acknowledged.formUnion(ids(in: outcome)) }
      }
      // Somebody always gets through.
      #expect(outcomes.contains { $0.status == 0 })
    }
    #expect(!acknowledged.isEmpty)
    let kept = ids(in: try scene.run(["note", "list", "maria", "--json"], as: "ada"))
    #expect(kept == acknowledged)
    let verified = try scene.run(["audit", "verify"], as: "ada")
    #expect(verified.status == 0, "\(verified.errors)")
    if FileManager.default.fileExists(atPath: scene.path("copy")) {
      let copy = try scene.run(["vault", "backup", "verify", scene.path("copy")], as: "ada")
      #expect(copy.status == 0, "\(copy.errors)")
    }
  }
}
