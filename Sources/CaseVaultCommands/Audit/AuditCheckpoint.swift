import ArgumentParser
import AuditLog
import CaseVault
import Casework
import System

/// `casevault audit checkpoint`: what somebody outside keeps, so that nobody inside can rewrite the log.
struct AuditCheckpoint: VaultCommand {
  static let synopsis = "casevault audit checkpoint [--out FILE] [--tiles FOLDER]"
  static let configuration = CommandConfiguration(
    commandName: "checkpoint", abstract: "Sign a checkpoint of the log.", usage: synopsis,
    discussion: """
      The checkpoint is a C2SP signed note, and the folder of --tiles holds the whole log as C2SP \
      tlog-tiles, sealed entries included. Other people's tools can check both with the verifier key.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(
    help: ArgumentHelp("Write the checkpoint to this file.", valueName: "file"), completion: .file()
  )
  var out: String?

  @Option(
    help: ArgumentHelp("Write the log as tiles into this folder.", valueName: "folder"),
    completion: .directory)
  var tiles: String?

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    // That a checkpoint was made is in the log for good, so first whether somebody can get it.
    if let out, out != "-" { try PrivateFile(FilePath(out)).checkFree() }
    let folder = try tiles.map { try TileFolder(FilePath($0)) }
    let note = try folder?.write(vault, in: session.environment) ?? vault.checkpoint().bytes
    let key = try vault.verifierKey().text
    if let out, out != "-" { try PrivateFile(FilePath(out)).create(with: note) }
    let text = String(decoding: note, as: UTF8.self)
    var result = JSONObject([("checkpoint", .string(text)), ("verifierKey", .string(key))])
    result.append("file", ifPresent: out.map { .string($0) })
    result.append("tiles", ifPresent: tiles.map { .string($0) })
    guard let out, out != "-" else {
      session.screen.remark("verifier key: \(key)")
      return Answer(result, machineText: text)
    }
    return Answer(
      result,
      """
      The checkpoint lies at \(out).
      Give it to somebody outside, with the verifier key: \(key)
      """)
  }
}
