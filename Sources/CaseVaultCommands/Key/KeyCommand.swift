import ArgumentParser

/// `casevault key`: the key file that opens everything its owner may open.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Make, show and protect your key.",
    subcommands: [
      KeyCreate.self, KeyShow.self, KeyPassphrase.self, KeyAddDevice.self,
      KeyRevokeDevice.self, KeyRotate.self,
    ])
}
