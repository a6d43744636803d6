import Foundation
import StartedPrograms
import Testing

/// A folder of its own in which people with homes of their own use the built command.
///
/// Nothing of the machine's user shows through: no home, no settings, no terminal (every command runs in
/// a session without one), one time zone, no colours.
final class Scene {
  let folder: String

  init() throws {
    var name = Array("/tmp/casevault-scene-XXXXXX".utf8CString)
    let made = unsafe mkdtemp(&name)
    try #require(unsafe made != nil)
    folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    // Folders that a test made read-only must not keep the rest.
    _ = try? shell("chmod -R u+w \"$0\"; rm -rf \"$0\"", [folder])
  }

  /// What a finished command left behind.
  struct Outcome {
    let output: [UInt8]
    let errors: String
    let status: Int32

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
  }

  /// The built command, which lies beside the tests.
  static let command = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("casevault").path

  /// Runs the command as `person`, whose passphrases stand on descriptor 3; of an empty list nothing does.
  func run(
    _ arguments: [String], as person: String, typing passphrases: [String]? = nil,
    stdin: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Outcome {
    let lines = passphrases ?? ["\(person)'s own long passphrase"]
    try write(lines.joined(separator: "\n") + "\n", to: ".passphrases-\(person)")
    return try shell(
      """
      exec 3<"$PASSPHRASES"; shift 0; exec setsid --wait "$0" "$@"
      """,
      [Self.command] + arguments + (lines.isEmpty ? [] : ["--passphrase-fd", "3"]), stdin: stdin,
      environment: self.environment(of: person)
        .merging(["PASSPHRASES": path(".passphrases-\(person)")]) { $1 }
        .merging(environment) { $1 })
  }

  func environment(of person: String) -> [String: String] {
    [
      "HOME": path(person), "PATH": "/usr/bin:/bin", "TZ": "UTC", "LANG": "C.UTF-8",
      "TERM": "xterm",
    ]
  }

  /// Runs a script of the shell in the scene's folder.
  func shell(
    _ script: String, _ arguments: [String] = [], stdin: [UInt8] = [],
    environment: [String: String] = ["PATH": "/usr/bin:/bin"]
  ) throws -> Outcome {
    // Files, not pipes: neither side ever waits for the other to read.
    let number = UInt64.random(in: 0 ... .max)
    let (input, output, errors) = ("\(number).in", "\(number).out", "\(number).err")
    for (name, bytes) in [(input, stdin), (output, []), (errors, [])] { try write(bytes, to: name) }
    let program = try StartedProgram(
      "/bin/sh", ["-c", script] + arguments, environment: environment, in: folder,
      input: .file(path(input)), output: .file(path(output)), errors: .file(path(errors)))
    let status = program.wait()
    defer {
      for name in [input, output, errors] {
        try? FileManager.default.removeItem(atPath: path(name))
      }
    }
    return Outcome(
      output: Array(try Data(contentsOf: URL(fileURLWithPath: path(output)))),
      errors: try read(errors), status: status)
  }
}
