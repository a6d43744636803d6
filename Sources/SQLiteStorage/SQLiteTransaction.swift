import CaseVault
import Casework
import GRDB
import Keyring
import SQLiteRows

/// The one writer's view.
///
/// A commit is not wrapped in a savepoint: SQLite would copy each page it touches, and an import would
/// take a fifth longer. Instead a commit that fails half-way breaks the whole transaction, which then
/// answers with the same error until its end and is rolled back, whatever its closure makes of it.
final class SQLiteTransaction: SQLiteReader, StorageTransaction {
  /// Becomes `erasing` once something was taken away whose bytes must not stay in the log.
  var tidying: Connection.Tidying {
    erases ? .erasing : storedBytes > Self.longLog ? .shortening : .none
  }

  /// Told of what was stored, where much is.
  var writeBehind: WriteBehind?

  private var erases = false
  private var storedBytes = 0
  private var failure: (any Error)?

  /// Throws what broke the transaction, if anything did.
  func throwIfBroken() throws {
    if let failure { throw failure }
  }

  func apply(_ commit: Commit) throws {
    try throwIfBroken()
    let size = try size()
    // Nothing was written yet: whoever loses a race may decide again in the same transaction.
    guard size == commit.position else {
      throw StorageError.conflict(expected: commit.position, found: size)
    }
    try changing {
      try append(commit)
      knownSize = size + UInt64(commit.leaves.count)
      try storeEnvelopes(commit)
      try storeWraps(commit)
    }
  }

  func setPendingFounding(_ bytes: [UInt8]?) throws {
    try throwIfBroken()
    guard try bytes == nil || size() == 0 else { throw StorageError.inconsistentCommit }
    try changing {
      try run("UPDATE meta SET founding = ?", [bytes.map { .bytes($0) } ?? nil])
    }
  }

  func setGeneration(_ generation: UInt32) throws {
    try throwIfBroken()
    try changing {
      try run("UPDATE meta SET generation = ?", [BoundValue(generation)])
    }
  }

  private func changing(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      failure = error
      throw error
    }
  }

  private func append(_ commit: Commit) throws {
    for (offset, leaf) in commit.leaves.enumerated() {
      let position = try BoundValue(commit.position + UInt64(offset))
      try run(
        "INSERT INTO leaf VALUES (?, ?, ?)",
        [position, .bytes(leaf.hash), .bytes(leaf.bytes)])
    }
    if commit.position == 0, !commit.leaves.isEmpty {
      // A founding waits only as long as there is no entry.
      try run("UPDATE meta SET founding = NULL", [])
    }
    for tile in commit.tileHashes {
      try run(
        "INSERT INTO tile VALUES (?, ?, ?)",
        [.integer(Int64(tile.level)), BoundValue(tile.index), .bytes(tile.hash)])
    }
    for chunk in commit.chunks {
      try run(
        "INSERT INTO chunk (address, bytes) VALUES (?, ?)",
        [BoundValue(chunk.address), .bytes(chunk.bytes)])
    }
  }

  private func storeEnvelopes(_ commit: Commit) throws {
    if !commit.envelopes.isEmpty { try insert(commit.envelopes) }
    for change in commit.slots {
      try runOnExisting(
        "UPDATE envelope SET slots = ? WHERE id = ? AND version = ?",
        [
          .bytes(change.slots), BoundValue(change.envelope.id), BoundValue(change.envelope.version),
        ])
    }
    for key in commit.droppedEnvelopes {
      try runOnExisting(
        "DELETE FROM envelope WHERE id = ? AND version = ?",
        [BoundValue(key.id), BoundValue(key.version)])
    }
  }

  /// One statement for all: looking it up would cost an import's writer as much as binding its values.
  private func insert(_ envelopes: [StoredEnvelope]) throws {
    try perform { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT INTO envelope (id, version, shelf, slots, header, body) VALUES (?, ?, ?, ?, ?, ?)
          """)
      for envelope in envelopes {
        storedBytes += envelope.header.count + envelope.body.count
        try statement.run([
          BoundValue(envelope.id), BoundValue(envelope.version), .integer(envelope.shelf),
          .bytes(envelope.slots), .bytes(envelope.header), .bytes(envelope.body),
        ])
      }
    }
    writeBehind?.advance(to: storedBytes)
  }

  private func storeWraps(_ commit: Commit) throws {
    for wrap in commit.wraps {
      try run(
        """
        INSERT INTO wrap VALUES (?, ?) ON CONFLICT (locator) DO UPDATE SET bytes = excluded.bytes
        """, [.bytes(wrap.locator), .bytes(wrap.bytes)])
    }
    // One that is gone already is what was wanted.
    for locator in commit.droppedWraps {
      try run("DELETE FROM wrap WHERE locator = ?", [.bytes(locator)])
      erases = true
    }
  }

  private func run(_ sql: String, _ values: [BoundValue]) throws {
    try perform { try $0.cachedStatement(sql: sql).run(values) }
  }

  /// For a change that must find its row, and leaves old bytes behind in the log.
  private func runOnExisting(_ sql: String, _ values: [BoundValue]) throws {
    try run(sql, values)
    guard try perform({ $0.changesCount }) == 1 else { throw StorageError.inconsistentCommit }
    erases = true
  }

  /// In bytes; four times as long as SQLite lets the log grow before it moves pages back.
  private static let longLog = 64 << 20
}
