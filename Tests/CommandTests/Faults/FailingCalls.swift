import Foundation
import StartedPrograms
import Testing

/// One call of a command to the system that fails, once.
struct FailingCall: Sendable, CustomStringConvertible {
  /// `open`, `write`, `sync`, `rename`, `truncate` or `remove`, as FailingCalls.c tells them.
  let kind: String
  /// Counted from 1, among the calls of its kind.
  let number: Int
  let code: Int32

  var description: String { "\(kind) \(number) fails with \(code)" }

  static let kinds = ["open", "write", "sync", "rename", "truncate"]

  /// The environment in which a command meets it.
  func environment(below root: String, library: String) -> [String: String] {
    [
      "LD_PRELOAD": library, "FAULT_ROOT": root, "FAULT_KIND": kind, "FAULT_AT": "\(number)",
      "FAULT_ERRNO": "\(code)",
    ]
  }

  /// The library that makes calls fail, compiled once. Its source says how.
  static let library = Result {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("FailingCalls.c").path
    let folder = NSTemporaryDirectory() + "casevault-calls-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let compiler = try StartedProgram(
      "/bin/sh",
      [
        "-c",
        "for c in cc clang; do command -v $c >/dev/null && exec $c -shared -fPIC -O1 \"$0\" -o \"$1\" -ldl; done; exit 1",
        source, "\(folder)/failing-calls.so",
      ])
    try #require(compiler.wait() == 0, "no C compiler for \(source)")
    return "\(folder)/failing-calls.so"
  }
}
