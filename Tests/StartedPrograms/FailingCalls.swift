import Foundation

/// One call of a program to the system that fails, once, or is its last.
package struct FailingCall: Sendable, CustomStringConvertible {
  /// `open`, `write`, `sync`, `rename`, `truncate` or `remove`, as FailingCalls.c tells them.
  package let kind: String
  /// Counted from 1, among the calls of its kind.
  package let number: Int
  /// What it fails with; where that is 0, the program is killed there.
  package let code: Int32

  package init(kind: String, number: Int, code: Int32) {
    (self.kind, self.number, self.code) = (kind, number, code)
  }

  package var description: String { "\(kind) \(number) fails with \(code)" }

  package static let kinds = ["open", "write", "sync", "rename", "truncate"]

  /// The environment in which a program meets it.
  package func environment(below root: String, library: String) -> [String: String] {
    [
      "LD_PRELOAD": library, "FAULT_ROOT": root, "FAULT_KIND": kind, "FAULT_AT": "\(number)",
      "FAULT_ERRNO": "\(code)",
    ]
  }

  /// The library that makes calls fail, compiled once. Its source says how.
  package static let library = Result {
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
    guard compiler.wait() == 0 else { throw NoCompiler(source: source) }
    return "\(folder)/failing-calls.so"
  }
}

/// No C compiler, or none that takes this.
package struct NoCompiler: Error {
  package let source: String
}
