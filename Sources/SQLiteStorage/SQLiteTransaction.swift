import CaseVault
import Casework
import Foundation
import GRDB
import Keyring

/// The one writer's view.
///
/// A commit is not wrapped in a savepoint: SQLite would copy each page it touches, and an import would
/// take a fifth longer. Instead a commit that fails half-way breaks the whole transaction, which then
/// answers with the same error until its end and is rolled back, whatever its closure makes of it.
final class SQLiteTransaction: SQLiteReader, StorageTransaction {
  /// True once something was taken away whose bytes must not stay in the log.
  private(set) var erases = false
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
      try storeEnvelopes(commit)
      try storeWraps(commit)
    }
  }

  func setPendingFounding(_ bytes: [UInt8]?) throws {
    try throwIfBroken()
    guard try bytes == nil || size() == 0 else { throw StorageError.inconsistentCommit }
    try changing {
      try run("UPDATE meta SET founding = ?", [bytes?.argument])
    }
  }

  func setGeneration(_ generation: UInt32) throws {
    try throwIfBroken()
    try changing {
      try run("UPDATE meta SET generation = ?", [generation])
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
    guard commit.leaves.isEmpty == (commit.frontier == nil) else {
      throw StorageError.inconsistentCommit
    }
    for (offset, leaf) in commit.leaves.enumerated() {
      let position = try (commit.position + UInt64(offset)).argument
      try run(
        "INSERT INTO leaf VALUES (?, ?, ?)",
        [position, leaf.hash.argument, leaf.bytes.argument])
    }
    if let frontier = commit.frontier {
      // A founding waits only as long as there is no entry.
      try run("UPDATE meta SET frontier = ?, founding = NULL", [frontier.argument])
    }
    for tile in commit.tileHashes {
      try run(
        "INSERT INTO tile VALUES (?, ?, ?)",
        [tile.level, tile.index.argument, tile.hash.argument])
    }
    for chunk in commit.chunks {
      try run(
        "INSERT INTO chunk (address, bytes) VALUES (?, ?)",
        [Data(chunk.address.bytes), chunk.bytes.argument])
    }
  }

  private func storeEnvelopes(_ commit: Commit) throws {
    for envelope in commit.envelopes {
      try run(
        """
        INSERT INTO envelope (id, version, shelf, slots, header, body) VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          Data(envelope.id.bytes), envelope.version, envelope.shelf, envelope.slots.argument,
          envelope.header.argument, envelope.body.argument,
        ])
    }
    for change in commit.slots {
      try runOnExisting(
        "UPDATE envelope SET slots = ? WHERE id = ? AND version = ?",
        [change.slots.argument, Data(change.envelope.id.bytes), change.envelope.version])
    }
    for key in commit.droppedEnvelopes {
      try runOnExisting(
        "DELETE FROM envelope WHERE id = ? AND version = ?", [Data(key.id.bytes), key.version])
    }
  }

  private func storeWraps(_ commit: Commit) throws {
    for wrap in commit.wraps {
      try run(
        """
        INSERT INTO wrap VALUES (?, ?) ON CONFLICT (locator) DO UPDATE SET bytes = excluded.bytes
        """, [wrap.locator.argument, wrap.bytes.argument])
    }
    // One that is gone already is what was wanted.
    for locator in commit.droppedWraps {
      try run("DELETE FROM wrap WHERE locator = ?", [locator.argument])
      erases = true
    }
  }

  private func run(_ sql: String, _ arguments: StatementArguments) throws {
    try perform { database in
      try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }
  }

  /// For a change that must find its row, and leaves old bytes behind in the log.
  private func runOnExisting(_ sql: String, _ arguments: StatementArguments) throws {
    try run(sql, arguments)
    guard try perform({ $0.changesCount }) == 1 else { throw StorageError.inconsistentCommit }
    erases = true
  }
}
