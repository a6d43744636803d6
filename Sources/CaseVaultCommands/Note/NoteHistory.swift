import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note history`: what became of a note, as the log says.
struct NoteHistory: VaultCommand {
  static let synopsis = "casevault note history NOTE"
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show a note's versions.", usage: synopsis,
    discussion: "casevault note show NOTE --version NUMBER opens one of them.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("An id, or CLIENT/NUMBER.", valueName: "note"))
  var note: String?

  var missing: TerminalText? { note == nil ? "the note" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let id = try NoteChoice(in: vault, asking: session.questions).note(note)
    let record = try vault.record(of: id).record
    let versions = record.versions.map { version in
      JSONValue.object(
        JSONObject([
          ("version", .integer(Int64(version.notice.version))), ("at", .string(version.at.text)),
          ("hash", .string(version.notice.hash.hexadecimal)),
        ]))
    }
    let result = JSONObject([
      ("note", .string(id.hexadecimal)), ("kind", .string(record.kind.code)),
      ("status", .string(record.status.code)), ("author", .string(record.author.hexadecimal)),
      ("versions", .array(versions)),
      ("addenda", .array(record.addenda.map { .string($0.hexadecimal) })),
    ])
    return Answer(result) { Self.page(of: record, $0) }
  }

  private static func page(of record: NoteRecord, _ layout: Layout) -> TerminalText {
    let table = Table(
      [
        Table.Column("Version", weight: 3, isNumber: true), Table.Column("Written", weight: 2),
        Table.Column("Hash", weight: 1),
      ],
      record.versions.map { version in
        [
          "\(version.notice.version)", version.at.localText,
          "\(String(version.notice.hash.hexadecimal.prefix(16)))",
        ]
      }, empty: "")
    let addenda: TerminalText =
      record.addenda.isEmpty
      ? "" : "\naddenda: \(record.addenda.map(\.shortText).joined(separator: ", "))"
    var phrase: TerminalText = record.status.phrase
    if case .coSigned(_, _, let at) = record.status {
      phrase = "\(phrase), co-signed on \(at.localText)"
    }
    return "\(table.page(layout))\n\n\(record.kind.title), \(phrase)\(addenda)"
  }
}
