import ArgumentParser
import Keyring
import System

/// `casevault key show`: the fingerprint, to compare aloud.
struct KeyShow: PlainCommand {
  static let synopsis = "casevault key show [--request FILE] [--name NAME] [--key FILE]"
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show your key's fingerprint, or write a request to be enrolled.",
    usage: synopsis)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var request: RequestOptions

  func answer(in session: Session) throws -> Answer {
    let name = try request.isWanted ? request.newcomer(in: session) : nil
    let identity = try session.key.open()
    return KeyAnswer(of: identity, at: session.key.file.path).answer(
      with: try name.map { try request.written(for: identity, named: $0) },
      toldApart: session.screen)
  }
}
