import ArgumentParser

/// `casevault vault backup FILE` and `casevault vault backup verify FILE`.
struct VaultBackup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the vault into one file, or verify such a copy.",
    usage: "\(VaultBackupWrite.synopsis)\n       \(VaultBackupVerify.synopsis)",
    subcommands: [VaultBackupWrite.self, VaultBackupVerify.self],
    defaultSubcommand: VaultBackupWrite.self)
}
