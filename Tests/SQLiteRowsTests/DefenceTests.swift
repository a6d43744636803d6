import GRDB
import SQLiteRows
import Testing

/// Each switch of the defence, with and without it: a file's author has no say any more.
@Suite struct DefenceTests {
  @Test(arguments: [false, true])
  func `a trigger in the file does nothing`(isDefended: Bool) throws {
    let queue = try queue(isDefended)
    try queue.inDatabase { try $0.execute(sql: "INSERT INTO thing VALUES (1)") }
    let spied = try queue.rows("SELECT count(*) FROM spy") { $0.integer(at: 0) }
    #expect(spied == [isDefended ? 0 : 1])
  }

  @Test(arguments: [false, true])
  func `a view in the file cannot pass for a table`(isDefended: Bool) throws {
    let queue = try queue(isDefended)
    let read = Result { try queue.rows("SELECT * FROM window") { _ in true } }
    #expect((try? read.get()) == (isDefended ? nil : []))
  }

  @Test(arguments: [false, true])
  func `the schema cannot be written`(isDefended: Bool) throws {
    let queue = try queue(isDefended)
    let written = Result {
      try queue.inDatabase { database in
        try database.execute(
          sql: "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'spy'")
      }
    }
    #expect(((try? written.get()) == nil) == isDefended)
  }

  @Test(arguments: [false, true])
  func `what the schema calls is not trusted`(isDefended: Bool) throws {
    let queue = try queue(isDefended)
    let trusted = try queue.rows("PRAGMA trusted_schema") { $0.integer(at: 0) }
    #expect(trusted == [isDefended ? 0 : 1])
  }

  /// A database with a table, a trigger on it and a view.
  private func queue(_ isDefended: Bool) throws -> DatabaseQueue {
    let queue = try DatabaseQueue()
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          CREATE TABLE thing (id INTEGER);
          CREATE TABLE spy (id INTEGER);
          CREATE TRIGGER watch AFTER INSERT ON thing BEGIN INSERT INTO spy VALUES (new.id); END;
          CREATE VIEW window AS SELECT id FROM thing;
          """)
      if isDefended { try database.defend() }
    }
    return queue
  }
}
