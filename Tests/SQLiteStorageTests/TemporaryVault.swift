import CaseVault
import Casework
import Foundation
import GRDB
import StorageContract
import System

@testable import SQLiteStorage

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
    StorageIdentity(formatVersion: 3, vaultID: vaultID, generation: 0)
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

  /// A vault with some entries and envelopes of every kind of row, closed again.
  func filled(envelopes: UInt64 = 20, body: Int = 2_200) throws {
    let storage = try opened()
    for position: UInt64 in 0..<3 { try storage.apply(Sample.commit(at: position)) }
    var commit = Commit(position: 3)
    commit.tileHashes = [StoredTileHash(level: 1, index: 0, hash: Sample.bytes(32, seed: 1))]
    commit.chunks = [StoredChunk(address: try Sample.hash(1), bytes: Sample.bytes(50, seed: 1))]
    commit.wraps = [StoredWrap(locator: Sample.bytes(16, seed: 1), bytes: [1])]
    commit.envelopes = try (0..<envelopes).map { try Sample.envelope($0, body: body) }
    try storage.apply(commit)
  }

  /// A connection as another program would have it, with none of our settings.
  func tamper(_ sql: String) throws {
    let queue = try DatabaseQueue.patient(at: database)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }

  /// A connection of ours, to look at it closely.
  func connection() throws -> Connection {
    try Connection(
      Connection.Opening(
        place: VaultPlace(existingFolder: folder), access: .readWrite, patience: .zero))
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  func mode(of path: String) throws -> UInt16 { try FileFacts(of: FilePath(path)).mode }

  /// Every file's bytes, the log's too.
  func rawBytes() throws -> Data {
    try names().reduce(into: Data()) { all, name in
      try all.append(Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
    }
  }
}

extension StorageReader {
  /// Everything that can be read, read once; the number of rows.
  @discardableResult
  func readEverything() throws -> Int {
    var rows = 0
    _ = try (identity(), size(), pendingFounding())
    try eachLeaf(in: 0..<UInt64.max) { _, _ in rows += 1 }
    try eachTileHash { _ in rows += 1 }
    var addresses: [ContentHash] = []
    try eachChunk { chunk in
      rows += 1
      if addresses.count < 9 { addresses.append(chunk.address) }
    }
    for address in addresses { _ = try chunk(at: address) }
    try eachWrap { _ in rows += 1 }
    try eachEnvelope(parts: .whole) { _ in rows += 1 }
    try eachEnvelope(parts: .headers) { _ in rows += 1 }
    try eachEnvelope(part: 0, of: 2) { _ in rows += 1 }
    for id in try envelopeIDs(beginningWith: "", limit: .max).prefix(9) {
      _ = try envelope(id, version: 1, parts: .whole)
    }
    return rows
  }
}

extension DatabaseQueue {
  /// A connection with none of our settings that waits: a storage that was just closed may still be folding
  /// SQLite's log into the database.
  static func patient(at path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    return try DatabaseQueue(path: path, configuration: configuration)
  }
}
