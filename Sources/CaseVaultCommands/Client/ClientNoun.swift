import ArgumentParser

/// `casevault client`: the people served.
struct ClientNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "client", abstract: "Take clients in and find them.",
    subcommands: [ClientAdd.self, ClientList.self, ClientShow.self, ClientRename.self])
}
