import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault import notes`: a file of notes, all or nothing.
struct ImportNotes: VaultCommand {
  static let synopsis =
    "casevault import notes FILE [--format jsonl|csv] [--map FIELD=COLUMN …] [--keep-going]"
  // The fields are spelled out: every start of the program passes here, and asking an enumeration for
  // its names takes a millisecond. A test compares the two.
  static let configuration = CommandConfiguration(
    commandName: "notes", abstract: "Import notes from JSON Lines or CSV.", usage: synopsis,
    discussion: """
      Fields: id, client, date, author, title, kind, template, text, start, stop, place, modality, \
      approach; client and text are needed.
      Clients who are not known yet are taken in. Imported notes are locked as they are. The same file \
      again adds nothing.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp("The file; - is standard input.", valueName: "file"), completion: .file())
  var file: String?

  @Option(help: ArgumentHelp("jsonl or csv; else by the file's ending.", valueName: "format"))
  var format: ImportFormat?

  @Option(
    name: .customLong("map"), parsing: .singleValue,
    help: ArgumentHelp("Which column holds a field, as in text=body.", valueName: "field=column"))
  var mapping: [String] = []

  @Flag(help: "Import what can be, and list what is left out and why.")
  var keepGoing = false

  var missing: TerminalText? { file == nil ? "the file to import" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let path = try session.questions.value(file, of: "the file to import")
    let format = format ?? (path.lowercased().hasSuffix(".csv") ? .csv : .jsonLines)
    let source = try ImportSource(path, in: session.environment)
    let reading = ImportOptions(
      format: format, mapping: try FieldMapping(mapping), keepsGoing: keepGoing, size: source.size)
    let report = try vault.importNotes(
      from: { try source.next() }, reading: reading, progress: { source.show(read: $0) })
    source.finish()
    return ImportAnswer(report).answer
  }
}

extension ImportFormat: ExpressibleByArgument {}
