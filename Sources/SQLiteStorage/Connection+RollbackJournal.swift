import GRDB

extension Connection {
  /// Runs `body` with a rollback journal instead of the write-ahead log, if nobody else has the database
  /// open; otherwise, or where that cannot be found out, with the log as ever.
  ///
  /// What makes a commit with a journal durable is that the journal is gone, so its folder is synced too
  /// (`EXTRA`). A crash leaves a journal with which the next opening undoes what was begun.
  func withoutLog<Result>(_ body: () throws -> Result) throws -> Result {
    guard leaveLog() else { return try body() }
    defer { returnToLog() }
    return try body()
  }

  private func leaveLog() -> Bool {
    var hasLeft = false
    try? withoutPatience { database in
      let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
      guard mode == "delete" else { return }
      hasLeft = true
      try database.execute(sql: "PRAGMA synchronous = EXTRA")
    }
    return hasLeft
  }

  /// Where somebody else came meanwhile the journal stays, durable as it is; who opens the vault next
  /// returns to the log.
  private func returnToLog() {
    try? withoutPatience { database in
      let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
      if mode == "wal" { try database.execute(sql: "PRAGMA synchronous = FULL") }
    }
  }
}
