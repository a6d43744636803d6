import CaseVault
import Casework
import Foundation
import SQLiteStorage
import StorageContract
import System

/// A folder of its own for one vault under test, gone with it.
final class TemporaryVault: StorageLodging {
  let parent: String
  /// The vault's folder, made with the first handle.
  let folder: String
  let vaultID: ContentHash

  init() throws {
    parent = NSTemporaryDirectory() + "casevault-" + UUID().uuidString
    folder = parent + "/vault"
    vaultID = try Sample.hash(2_026)
    try FileManager.default.createDirectory(
      atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit {
    try? FileManager.default.removeItem(atPath: parent)
  }

  var identity: StorageIdentity {
    StorageIdentity(formatVersion: 1, vaultID: vaultID, generation: 0)
  }

  var database: String { folder + "/vault.db" }

  func open() throws -> any Storage { try opened() }

  /// Impatient, so that tests of waiting do not take long.
  func opened(readOnly: Bool = false) throws -> SQLiteStorage {
    let patience = Duration.milliseconds(100)
    guard FileManager.default.fileExists(atPath: database) else {
      return try SQLiteStorage.create(at: folder, vaultID: vaultID, patience: patience)
    }
    return try SQLiteStorage.open(at: folder, readOnly: readOnly, patience: patience)
  }

  /// Every file's bytes, the log's too.
  func rawBytes() throws -> Data {
    try FileManager.default.contentsOfDirectory(atPath: folder).reduce(into: Data()) { all, name in
      try all.append(Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
    }
  }
}
