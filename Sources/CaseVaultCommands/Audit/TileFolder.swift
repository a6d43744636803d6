import AuditLog
import CaseVault
import System

/// A folder that takes the log as tiles.
struct TileFolder {
  private let path: FilePath

  /// Makes the folder, or looks whether the one that is there takes files.
  init(_ path: FilePath) throws(FileError) {
    self.path = path
    if try path.exists() {
      try path.checkTakesFiles()
    } else {
      try PrivateFolder(path).create()
    }
  }

  /// Writes every tile, then the checkpoint, and hands the checkpoint back.
  ///
  /// A tile never changes once it is full, but the last ones grow: files are replaced.
  func write(_ vault: Vault, in environment: Environment) throws -> [UInt8] {
    var checkpoint: [UInt8] = []
    var bar = ProgressBar("Writing tiles", total: 1_000, in: environment)
    try vault.writeTiles(progress: { bar.update(Int($0 * 1_000)) }) { name, bytes in
      let file = path.appending(name)
      if try !file.parent.exists() { try PrivateFolder(file.parent).create() }
      try PrivateFile(file).replace(with: bytes)
      if name == TilePath.checkpoint { checkpoint = bytes }
    }
    bar.finish()
    return checkpoint
  }
}
