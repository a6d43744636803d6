import ArgumentParser
import System
import VaultAgent

/// What `unlock` starts: this very program as the agent. Nobody types it.
struct AgentServe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Hold unlocked keys; casevault unlock starts this.",
    shouldDisplay: false)

  /// The words that make this program the agent of a place.
  static func arguments(for place: AgentPlace) -> [String] {
    ["agent", "serve", place.folder.string]
  }

  @Argument(help: "The folder of its socket.")
  var folder: String

  func run() throws {
    BackgroundProcess.closeWhatWasInherited()
    let place = AgentPlace(folder: FilePath(folder))
    let hasServed = try Agent.run(at: place) { BackgroundProcess.report(AgentStart.Word.ready) }
    if !hasServed { BackgroundProcess.report(AgentStart.Word.taken) }
  }
}
