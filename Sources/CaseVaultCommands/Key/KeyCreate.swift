import ArgumentParser
import Casework
import Keyring
import System

/// `casevault key create`: a key file, its fingerprint, and the request to be enrolled with it.
struct KeyCreate: PlainCommand {
  static let synopsis =
    "casevault key create [--name NAME] [--request FILE] [--key FILE] [--memory-mib MIB]"
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a key file and a request to be enrolled with it.",
    usage: synopsis,
    discussion: """
      To join an agency, hand the request to somebody who may enrol, and compare the fingerprint \
      with them aloud. Three lines, with nothing secret in them: they go to standard output, where \
      no file is named with --request. A practice of your own needs none: casevault vault init \
      makes the key on its way.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var request: RequestOptions

  @Option(
    help: ArgumentHelp(
      "Memory that each try of a passphrase takes, 64 to 1024.", valueName: "MiB",
      visibility: .hidden))
  var memoryMib: UInt64 = KeyFileCost.standard.memory >> 20

  func validate() throws {
    guard (64...1_024).contains(memoryMib) else {
      throw ValidationError("--memory-mib is between 64 and 1024")
    }
  }

  func answer(in session: Session) throws -> Answer {
    let cost = try KeyFileCost(
      operations: KeyFileCost.standard.operations, memory: memoryMib << 20)
    let name = try request.newcomer(in: session)
    let identity = try session.key.create(cost: cost)
    return KeyAnswer(of: identity, at: session.key.file.path).answer(
      with: try request.written(for: identity, named: name), toldApart: session.screen)
  }
}
