import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault` alone: what this member can do now, also where nothing is set up yet.
struct Overview: Command {
  static let synopsis = "casevault [--vault FOLDER] [--key FILE] [--json]"
  static let configuration = CommandConfiguration(
    commandName: "overview", abstract: "Show what you can do now.", usage: synopsis,
    shouldDisplay: false)

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let session = try session
    let answer = try self.answer(in: session)
    try session.screen.show(answer) { _, _ in throw UnrecordedWords() }
  }

  private func answer(in session: Session) throws -> Answer {
    let folder = try session.chosenVault()
    let hasKey = try session.key.exists
    let isThere = try folder?.appending("vault.db").exists() ?? false
    // Opening takes a passphrase, so only where somebody or something can give one, or has given it.
    let canAsk = session.questions.canAsk || options.passphraseFd != nil
    guard hasKey, isThere, try canAsk || session.key.isUnlocked else {
      return SetUpAnswer(
        key: session.key.file.path, hasKey: hasKey, vault: folder, isThere: isThere
      ).answer
    }
    let vault = try session.openVault()
    defer { vault.close() }
    return try OverviewAnswer(of: vault, in: session).answer
  }
}
