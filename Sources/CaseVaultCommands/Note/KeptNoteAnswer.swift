import CaseVault
import Casework
import System

/// What is said of a note that was just kept: its id and state, never its words.
struct KeptNoteAnswer {
  private let id: NoteID
  private let note: Note
  private let client: ClientNumber?
  private let isSigned: Bool

  init(_ id: NoteID, _ note: Note, of client: ClientNumber?, isSigned: Bool) {
    self.id = id
    self.note = note
    self.client = client
    self.isSigned = isSigned
  }

  var answer: Answer {
    var result = JSONObject([
      ("note", .string(id.hexadecimal)), ("client", .string(client?.text ?? "")),
      ("kind", .string(note.kind.code)), ("template", .string(note.template.code)),
      ("status", .string(isSigned ? "signed" : "draft")), ("late", .bool(note.isLateEntry)),
    ])
    result.append("event", ifPresent: note.event.map { .string($0.moment.text) })
    let hint = note.excludedContentHint
    result.append(
      "excludedContent", ifPresent: hint.map { .array($0.found.map { .string($0.title) }) })
    var answer = Answer(result, page)
    answer.hint = hint.map { hint in
      let short = id.shortText
      return
        "this may be \(hint.words); casevault note edit \(short) changes it, casevault note sign \(short) --keep keeps it"
    }
    return answer
  }

  private var page: TerminalText {
    let short = id.shortText
    let state: TerminalText = isSigned ? "signed, and locked for good" : "kept as a draft"
    let late: TerminalText = note.isLateEntry ? " (a late entry)" : ""
    let next: TerminalText =
      isSigned ? "casevault note addendum \(short)" : "casevault note sign \(short)"
    return
      "\(note.kind.title) \(short) of \(client?.text ?? "") is \(state)\(late)\n\nNext: \(next)"
  }
}

extension NoteID {
  /// The first eight digits, enough to type and to tell apart.
  var shortText: TerminalText { .escaped(String(hexadecimal.prefix(8))) }
}
