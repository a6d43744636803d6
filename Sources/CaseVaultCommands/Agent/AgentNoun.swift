import ArgumentParser

/// `casevault agent`: the process that holds unlocked keys.
struct AgentNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent", abstract: "See which keys are unlocked, and for how long.",
    subcommands: [AgentStatus.self, AgentServe.self])
}
