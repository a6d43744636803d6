import Foundation
import Keyring
import Sodium
import StartedPrograms
import Testing

/// A home with a vault that is put back as it was before each failing call.
final class FaultScene {
  let scene: Scene
  let library: String
  /// Everything that may fail lies below: key, vault, pin, settings, backup.
  var home: String { scene.path("ana") }
  /// What opens the key; another once a command has changed it.
  var passphrase = FaultScene.firstPassphrase

  static let firstPassphrase = "ana's own long passphrase"

  init() throws {
    scene = try Scene()
    library = try FailingCall.library.get()
    try keepCheapKey()
    try scene.write("She slept through the night.", to: "note.txt")
    try scene.write(
      """
      {"id":"1","client":"Juan Perez","text":"First."}
      {"id":"2","client":"Juan Perez","text":"Second."}
      {"id":"3","client":"Olga Stein","text":"Third."}
      """, to: "notes.jsonl")
    try writeLargeFile()
    _ = try scene.shell("cp -a ana only-key", [])
    try expectSuccess(of: ["vault", "init", "--name", "Ana Ruiz"])
    try expectSuccess(of: ["client", "add", "Maria Lopez"])
    try expectSuccess(of: ["note", "write", "maria", "--from", scene.path("note.txt")])
    _ = try scene.shell("cp -a ana whole", [])
  }

  /// More than goes through the log, and than the writer's cache holds.
  private func writeLargeFile() throws {
    let text = String(repeating: "She slept through the night. ", count: 8_300)
    let lines = (1...150).map { #"{"id":"\#($0)","client":"Juan Perez","text":"\#(text)\#($0)"}"# }
    try scene.write(lines.joined(separator: "\n"), to: "large.jsonl")
  }

  /// A key file whose cost is next to nothing, or every command would take most of a second.
  func keepCheapKey() throws {
    let passphrase = Array(Self.firstPassphrase.utf8)
    let folder = scene.path("ana/.local/share/casevault")
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let bytes = try KeyFile.seal(
      try DeviceIdentity.random(), under: ChosenPassphrase(typed: passphrase.span),
      cost: .forTestsOnly)
    let file = "\(folder)/key"
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
  }

  private func expectSuccess(of arguments: [String]) throws {
    let outcome = try scene.run(arguments, as: "ana")
    try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
  }

  /// Puts the home back: with its vault, or with nothing but the key.
  func reset(to state: String) throws {
    _ = try scene.shell("rm -rf ana && cp -a \(state) ana", [])
    passphrase = Self.firstPassphrase
  }

  func run(
    _ arguments: [String], typing new: [String] = [], stdin: [UInt8] = [],
    failing call: FailingCall? = nil
  ) throws -> Scene.Outcome {
    let arguments = arguments.map { $0.replacingOccurrences(of: "{scene}", with: scene.folder) }
    let environment = call?.environment(below: "\(home)/", library: library) ?? [:]
    return try scene.run(
      arguments, as: "ana", typing: [passphrase] + new, stdin: stdin, environment: environment)
  }

  /// The same where no file may have more than some blocks of 512 bytes.
  func run(
    _ arguments: [String], stdin: [UInt8], filesOf blocks: Int
  ) throws -> Scene.Outcome {
    try scene.shell(
      #"exec 3<.passphrases-ana; ulimit -f "$BLOCKS"; exec "$0" "$@" --passphrase-fd 3"#,
      [Scene.command] + arguments, stdin: stdin,
      environment: scene.environment(of: "ana").merging(["BLOCKS": "\(blocks)"]) { $1 })
  }

  /// How many calls of each kind a command makes when none fails.
  func calls(of command: FaultyCommand, stdin: [UInt8] = []) throws -> [String: Int] {
    let arguments = command.arguments.map {
      $0.replacingOccurrences(of: "{scene}", with: scene.folder)
    }
    let log = scene.path("calls.log")
    let outcome = try scene.run(
      arguments, as: "ana", typing: [passphrase] + command.newPassphrases, stdin: stdin,
      environment: ["LD_PRELOAD": library, "FAULT_ROOT": "\(home)/", "FAULT_LOG": log])
    try #require(outcome.status == 0, "\(outcome.errors)")
    defer { try? FileManager.default.removeItem(atPath: log) }
    let lines = try scene.read("calls.log").split(separator: "\n")
    return Dictionary(
      lines.compactMap { $0.split(separator: " ").first.map { (String($0), 1) } },
      uniquingKeysWith: +)
  }

  /// Whether a file lies there.
  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(home)/\(name)")
  }

  /// What unfinished writes left behind.
  func leftovers() throws -> [String] {
    try scene.shell("find ana -name '*.partial' -o -name '*-journal'").text
      .split(separator: "\n").map(String.init)
  }
}
