import ArgumentParser

/// `casevault vault`: the whole of a practice's records.
struct VaultNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vault", abstract: "Found, join, back up and look after a vault.",
    subcommands: [
      VaultInit.self, VaultJoin.self, VaultTicket.self, VaultStatus.self, VaultTend.self,
      VaultBackup.self, VaultRestore.self, VaultAccept.self,
      VaultRestoredList.self,
    ])
}
