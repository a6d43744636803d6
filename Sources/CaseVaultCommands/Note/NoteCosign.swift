import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note cosign`: a supervisor's signature beside a trainee's.
struct NoteCosign: VaultCommand {
  static let synopsis = "casevault note cosign NOTE --version NUMBER"
  static let configuration = CommandConfiguration(
    commandName: "cosign", abstract: "Sign a trainee's note too, which locks it for good.",
    usage: synopsis,
    discussion: """
      casevault note queue shows what waits; casevault note return gives it back instead. Where nobody \
      can be shown the note and asked, --version says which version was read.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("An id, or CLIENT/NUMBER.", valueName: "note"))
  var note: String?

  @Option(
    name: .customLong("version"),
    help: ArgumentHelp("The version that you have read.", valueName: "number"))
  var noteVersion: UInt32?

  var missing: TerminalText? { NoteThatWaits.missing(note: note, version: noteVersion) }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let waiting = try NoteThatWaits(note, version: noteVersion, in: vault, session)
    // Read, and so recorded: whoever signs has seen what it says.
    try waiting.confirm("Co-sign this note? It is locked for good then.", in: vault, session)
    try vault.coSign(waiting.id, version: waiting.version)
    let result = JSONObject([
      ("note", .string(waiting.id.hexadecimal)), ("status", "signed"),
      ("version", .integer(Int64(waiting.version))),
    ])
    return Answer(result, "note \(waiting.id.shortText) is co-signed, and locked for good")
  }
}
