import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note list`: a client's notes, without their words.
struct NoteList: VaultCommand {
  static let synopsis = "casevault note list CLIENT"
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show a client's notes without their words.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .client)
  var client: String?

  var missing: TerminalText? { client == nil ? "the client" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let client = try ClientChoice(in: vault, asking: session.questions).client(client)
    let notes = try vault.notes(of: client.file)
    let result = JSONObject([
      ("client", .string(client.number?.text ?? "")),
      ("notes", .array(notes.map { .object($0.facts) })),
    ])
    let table = Table(
      [
        Table.Column("No", weight: 6, isNumber: true), Table.Column("Id", weight: 5),
        Table.Column("On", weight: 4), Table.Column("Kind", weight: 1),
        Table.Column("State", weight: 3, cutTo: 9), Table.Column("Title", weight: 2, cutTo: 12),
      ], notes.enumerated().map { Self.row($0 + 1, $1) },
      empty: try Self.nothing(of: client, in: vault))
    let gap = IncompleteList(notes.map(\.fault))
    let grants = try vault.openGrants(on: client.file)
    return Answer(result, storedWords: true, fault: gap) { layout in
      guard !grants.isEmpty, !notes.isEmpty else { return table.page(layout) }
      let list = TerminalText.list(grants.map { "G-\($0.number)" })
      return
        "\(table.page(layout))\n\n\(layout.sentences("what your access by \(list) opens; there may be more"))"
    }
  }

  /// A part of a file must not pass for all of it.
  private static func nothing(of client: Client, in vault: Vault) throws -> TerminalText {
    let grants = try vault.openGrants(on: client.file).map { "G-\($0.number)" }
    guard grants.isEmpty else {
      return
        "your access, by \(TerminalText.list(grants)), opens no note yet; what was there before is not in it"
    }
    return "no notes yet: casevault note write \(client.number?.text ?? "")"
  }

  private static func row(_ number: Int, _ note: ListedNote) -> [TerminalText] {
    let time: TerminalText = note.header?.event.map { "\($0.dayOrMinute)" } ?? ""
    let marks: [TerminalText] = [
      "\(note.record.status.code)", note.header?.isLateEntry ?? false ? "late" : "",
      note.record.isAddendum ? "addendum" : "",
      note.record.status == .draft && note.record.returned != nil ? "given back" : "",
    ]
    let title = note.header.map { "\($0.title ?? "")" as TerminalText } ?? .unopened
    return [
      "\(number)", note.id.shortText, time, "\(note.record.kind.code)",
      marks.filter { !$0.string.isEmpty }.joined(separator: ", "), title,
    ]
  }
}

extension EventTime {
  /// `2026-11-22 09:30` where it happened, or the day alone.
  var dayOrMinute: String { String(text.prefix(16)) }
}
