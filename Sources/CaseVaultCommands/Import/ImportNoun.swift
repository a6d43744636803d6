import ArgumentParser

/// `casevault import`: records of other systems.
struct ImportNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring records of another system in.",
    subcommands: [ImportNotes.self])
}
