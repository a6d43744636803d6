import CaseVault
import System
import VaultAgent

/// Where a user's key, settings and memory of vaults lie.
///
/// Source: XDG Base Directory Specification 0.8; design §10.
struct Places: Sendable {
  private let folders: BaseDirectories
  private let environment: Environment

  /// Throws ``BaseDirectories/Unknown``.
  init(_ environment: Environment) throws {
    folders = try BaseDirectories(environment)
    self.environment = environment
  }

  /// The key file: `--key`, else `CASEVAULT_KEY`, else `~/.local/share/casevault/key`.
  func key(_ option: String?) -> PrivateFile {
    let path = (option ?? environment["CASEVAULT_KEY"]).map { FilePath($0) }
    return PrivateFile(path ?? folders.data.appending("casevault").appending("key"))
  }

  /// Where a vault is founded when nobody says where.
  var standardVault: FilePath { folders.data.appending("casevault").appending("vault") }

  /// Names the vault founded, joined or restored last, as an absolute path and a line feed.
  var defaultVault: PrivateFile {
    PrivateFile(folders.configuration.appending("casevault").appending("default-vault"))
  }

  /// What one device keeps of one vault; both by their ids, so that a vault may be moved.
  func memory(ofVault vault: String, device: String) -> PrivateFolder {
    let path = folders.state.appending("casevault").appending(vault).appending(device)
    return PrivateFolder(path)
  }

  /// The ids of the vaults of which this machine remembers something for a device.
  func vaults(of device: String) throws -> [String] {
    let all = folders.state.appending("casevault")
    return try all.names(beginningWith: "").filter {
      try $0.utf8.count == 64 && all.appending($0).appending(device).exists()
    }
  }

  /// Where the agent is found that holds unlocked keys.
  var agent: AgentPlace { AgentPlace(folders) }

  /// What was tried in vain for a key.
  func unlockCounter(of key: KeyFileID) -> UnlockCounter {
    let folder = folders.state.appending("casevault").appending("failed-unlocks")
    return UnlockCounter(in: PrivateFolder(folder), of: key.name)
  }
}
