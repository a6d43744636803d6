import Foundation
import Glibc
import StartedPrograms
import Testing

/// A command that runs beside the test and beside others, until it is waited for.
final class StartedCommand {
  private let program: StartedProgram
  private let scene: Scene
  /// Files, not pipes: nobody waits for somebody to read.
  private let (output, errors): (String, String)

  /// Starts the command as `person`, whose passphrases lie where ``Scene/run(_:as:typing:stdin:environment:)``
  /// put them last.
  init(_ arguments: [String], as person: String, in scene: Scene) throws {
    self.scene = scene
    let number = UInt64.random(in: 0 ... .max)
    (output, errors) = ("\(number).out", "\(number).err")
    for name in [output, errors] { try scene.write("", to: name) }
    program = try StartedProgram(
      "/bin/sh",
      ["-c", "exec 3<.passphrases-\(person); exec setsid --wait \"$0\" \"$@\"", Scene.command]
        + arguments + ["--passphrase-fd", "3"],
      environment: scene.environment(of: person), in: scene.folder,
      output: .file(scene.path(output)), errors: .file(scene.path(errors)))
  }

  /// What the command left behind. A command that takes longer than the limit is killed, and a failure.
  func ends(within seconds: Double) throws -> Scene.Outcome {
    let end = Date(timeIntervalSinceNow: seconds)
    while program.isRunning, Date() < end { usleep(5_000) }
    if program.isRunning {
      program.kill()
      Issue.record("the command still ran after \(seconds) s")
    }
    let status = program.wait()
    return Scene.Outcome(
      output: Array(try Data(contentsOf: URL(filePath: scene.path(output)))),
      errors: try scene.read(errors), status: status)
  }
}
