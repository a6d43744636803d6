import System

/// Which vault a command is about.
enum VaultChoice {
  /// `--vault`, else `CASEVAULT_VAULT`, else the vault founded, joined or restored last; nil when there is none.
  static func made(
    by options: GlobalOptions, in environment: Environment, _ places: Places
  ) throws -> FilePath? {
    if let named = options.vault ?? environment["CASEVAULT_VAULT"] {
      return try FilePath(named).notEmpty()
    }
    return try remembered(places)
  }

  /// Makes a vault the one that later commands are about.
  static func remember(_ vault: FilePath, _ places: Places) throws {
    let file = places.defaultVault
    try PrivateFolder(file.path.parent).create()
    try file.replace(with: Array((try vault.resolved().string + "\n").utf8))
  }

  private static func remembered(_ places: Places) throws(FileError) -> FilePath? {
    guard let bytes = try places.defaultVault.readIfThere(atMost: longestPath) else { return nil }
    let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    return line.isEmpty ? nil : FilePath(line)
  }

  /// PATH_MAX of Linux.
  private static let longestPath = 4_096
}

/// No vault is chosen, and none was founded or joined yet.
struct NoVaultYet: Error {}

extension PrivateFile {
  /// Everything in the file; nil when there is no such file.
  func readIfThere(atMost limit: Int) throws(FileError) -> [UInt8]? {
    do {
      return try read(atMost: limit)
    } catch {
      guard error.reason == .notFound else { throw error }
      return nil
    }
  }
}
