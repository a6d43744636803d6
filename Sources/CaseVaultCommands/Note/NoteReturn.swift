import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note return`: gives a submitted note back to its author.
struct NoteReturn: VaultCommand {
  static let synopsis =
    "casevault note return NOTE --version NUMBER [--comment [--from FILE] [--keep] [--allow-editor]]"
  static let configuration = CommandConfiguration(
    commandName: "return", abstract: "Give a trainee's note back instead of co-signing it.",
    usage: synopsis,
    discussion: """
      With --comment you say why, in your editor, from a file or through a pipe: words on a command line \
      can be seen by other accounts. A comment stays in the case file, beside the note. Where nobody can be \
      shown the note and asked, --version says which version was read.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("An id, or CLIENT/NUMBER.", valueName: "note"))
  var note: String?

  @Option(
    name: .customLong("version"),
    help: ArgumentHelp("The version that you have read.", valueName: "number"))
  var noteVersion: UInt32?

  @Flag(help: "Write to the author what to change.")
  var comment = false

  @OptionGroup(title: "The comment's text") var text: NoteTextOptions

  var missing: TerminalText? { NoteThatWaits.missing(note: note, version: noteVersion) }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let waiting = try NoteThatWaits(note, version: noteVersion, in: vault, session)
    let (id, version) = (waiting.id, waiting.version)
    if session.questions.canAsk {
      try waiting.confirm(
        "Give this note back? It is its author's draft again then.", in: vault, session)
    }
    if comment || text.from != nil {
      let record = try vault.record(of: id)
      let draft = NoteDraft(
        kind: record.record.kind, text: "", event: TypedTimes().thisMinute,
        keepsExcludedContent: text.keep)
      _ = try NoteWriter(text, in: session).kept(
        draft, to: record.file.id, in: vault, signing: true
      ) { try vault.giveBack(id, version: version, commenting: $0) }
    } else {
      try vault.giveBack(id, version: version, commenting: nil)
    }
    return Answer(
      JSONObject([
        ("note", .string(id.hexadecimal)), ("status", "draft"),
        ("version", .integer(Int64(version))),
      ]),
      "note \(id.shortText) is its author's draft again")
  }
}
