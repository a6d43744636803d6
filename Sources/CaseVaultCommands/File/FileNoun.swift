import ArgumentParser

/// `casevault file`: who works in a client's case file.
struct FileNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file", abstract: "Say who works in a case file.",
    subcommands: [FileAssign.self, FileHandOver.self, FileUnassign.self])
}
