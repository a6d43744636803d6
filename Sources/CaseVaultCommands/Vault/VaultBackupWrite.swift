import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault vault backup FILE`: one consistent file, made while others go on writing.
struct VaultBackupWrite: VaultCommand {
  static let synopsis = "casevault vault backup FILE"
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: "Copy the vault into one file.", usage: synopsis,
    shouldDisplay: false)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The new file.", valueName: "file"), completion: .file())
  var file: String?

  var missing: TerminalText? { file == nil ? "the new file" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let file = FilePath(try session.questions.value(file, of: "the new file"))
    _ = try file.parent.existing()
    guard try !file.exists() else { throw FileError(file, .alreadyExists) }
    var bar = ProgressBar("Backing up", total: 1_000, in: session.environment)
    try vault.backUp(to: file.string) { bar.update(Int($0 * 1_000)) }
    bar.finish()
    let size = try FileFacts(of: file).size
    let result = JSONObject([
      ("file", .string(file.string)), ("bytes", .integer(Int64(size))),
      ("entries", .integer(Int64(try vault.state.size))),
    ])
    return Answer(
      result,
      """
      The backup lies at \(file) (\(TerminalText.size(size))). It opens with the same keys as the vault.
      Keep it elsewhere, with a copy of your key, and a ticket for the day this machine is lost:
        casevault vault ticket --out FILE

      Next: casevault vault backup verify \(file.quoted)
      """)
  }
}
