import CaseVault
import Foundation
import SQLiteStorage
import StorageContract

/// A program of its own that works on a vault, for tests of two at once, of dying and of having no
/// rights. Prints what it did, a line each; an error as its case's name, with status 1.
@main
enum StorageWriter {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      print(String(describing: error).prefix { $0 != "(" })
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) throws {
    guard arguments.count > 1 else { return print("usage: append|read|read-only FOLDER [COUNT]") }
    let isReadOnly = arguments[0] == "read-only"
    let storage = try SQLiteStorage.open(at: arguments[1], readOnly: isReadOnly)
    if arguments[0] == "append" {
      try append(arguments.count > 2 ? Int(arguments[2]) ?? 0 : .max, to: storage)
    } else {
      try storage.reading { print(try $0.size(), try $0.allEnvelopes().count) }
    }
  }

  /// Each line names an entry that is durable by then: it is written in one call, after the commit.
  private static func append(_ count: Int, to storage: SQLiteStorage) throws {
    for _ in 0..<count {
      let position = try storage.writing { transaction in
        let position = try transaction.size()
        var commit = Sample.commit(at: position)
        commit.envelopes = [try Sample.envelope(position)]
        try transaction.apply(commit)
        return position
      }
      FileHandle.standardOutput.write(Data("\(position)\n".utf8))
    }
  }
}
