import ArgumentParser
import CaseVault
import Casework
import System
import VaultAgent

/// `casevault agent status`: which keys are unlocked, and for how long.
struct AgentStatus: PlainCommand {
  static let synopsis = "casevault agent status"
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show which keys are unlocked, and until when.",
    usage: synopsis)

  @OptionGroup var options: GlobalOptions

  func answer(in session: Session) throws -> Answer {
    let facts = try self.facts(in: session)
    let held = facts?.keys ?? []
    let now = Surroundings.ofThisMachine.now()
    var result = JSONObject([("running", .bool(facts != nil))])
    result.append("secretsLocked", ifPresent: facts.map { .bool($0.areLocked) })
    result.append("unlocked", .array(held.map { .object(Self.facts(of: $0, at: now)) }))
    guard !held.isEmpty else {
      var answer = Answer(result, "nothing is unlocked")
      answer.hint = "casevault unlock opens your key for the commands that follow"
      return answer
    }
    let rows = held.map { key -> [TerminalText] in
      [
        "\(key.path)", now.adding(TimeSpan(milliseconds: key.left)).localTextWithZone,
        now.adding(TimeSpan(milliseconds: key.leftIdle)).localTextWithZone,
      ]
    }
    let table = Table(Self.columns, rows, empty: "nothing is unlocked")
    return Answer(result) { table.page($0) }
  }

  private static let columns = [
    Table.Column("Key", weight: 2), Table.Column("Until", weight: 1),
    Table.Column("If unused", weight: 0),
  ]

  /// Nil where no agent runs.
  private func facts(in session: Session) throws -> AgentFacts? {
    guard let agent = try AgentConnection.find(at: session.places.agent) else { return nil }
    do {
      return try agent.status()
    } catch AgentFailure.gone {
      return nil
    }
  }

  private static func facts(of key: HeldKeyFacts, at now: Moment) -> JSONObject {
    JSONObject([
      ("key", .string(key.path.string)), ("device", .string(key.device.hexadecimal)),
      ("since", .string(now.adding(TimeSpan(milliseconds: -key.held)).text)),
      ("until", .string(now.adding(TimeSpan(milliseconds: key.left)).text)),
      ("untilIfUnused", .string(now.adding(TimeSpan(milliseconds: key.leftIdle)).text)),
    ])
  }
}
