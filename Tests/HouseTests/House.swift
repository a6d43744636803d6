import Foundation
import StartedPrograms

/// The repository that these tests stand in, as its own reader.
enum House {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Every Swift file below `Sources` or `Tests`, by its path from the root, in the order of names.
  static func swiftFiles(below folder: String) throws -> [SourceFile] {
    try read.get().filter { $0.path.hasPrefix(folder + "/") }
  }

  /// Read once for all tests.
  private static let read = Result<[SourceFile], any Error> {
    try ["Sources", "Tests"].flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
        .filter { $0.hasSuffix(".swift") }.sorted()
        .map { try SourceFile(path: "\(folder)/\($0)", text: text(of: "\(folder)/\($0)")) }
    }
  }

  /// What is in the repository or would be with the next commit: not what is ignored.
  ///
  /// The folder may belong to somebody else than the one who runs the tests, as in continuous
  /// integration; git is told that this is known.
  static func trackedFiles() throws -> [String] {
    let listed = try Command.run(
      "git", "-c", "safe.directory=*", "-C", root.path, "ls-files", "--cached", "--others",
      "--exclude-standard", "-z")
    guard listed.status == 0 else { throw NotARepository(said: listed.text) }
    return listed.text.split(separator: "\0").map(String.init).filter {
      // A file that was moved or deleted and not yet committed is still listed.
      FileManager.default.fileExists(atPath: root.appending(path: $0).path)
    }
  }

  struct NotARepository: Error { let said: String }
}

/// A program of the system, run to its end.
enum Command {
  /// Output and errors together, as a person would see them.
  static func run(_ arguments: String...) throws -> (status: Int32, text: String) {
    try run(arguments)
  }

  static func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
    let program = try StartedProgram("/usr/bin/env", arguments, output: .pipe, errors: .pipe)
    let bytes = program.restOfOutput()
    return (program.wait(), String(decoding: bytes, as: UTF8.self))
  }
}
