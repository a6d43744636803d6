import CaseVault
import Casework
import System

/// What is said of a note that was just kept: its id and state, never its words.
struct KeptNoteAnswer {
  private let id: NoteID
  private let note: Note
  private let client: ClientNumber?
  private let state: KeptState

  init(_ id: NoteID, _ note: Note, of client: ClientNumber?, _ state: KeptState) {
    self.id = id
    self.note = note
    self.client = client
    self.state = state
  }

  var answer: Answer {
    var result = JSONObject([
      ("note", .string(id.hexadecimal)), ("client", .string(client?.text ?? "")),
      ("kind", .string(note.kind.code)), ("template", .string(note.template.code)),
      ("status", .string(state.rawValue)), ("late", .bool(note.isLateEntry)),
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
    let late: TerminalText = note.isLateEntry ? " (a late entry)" : ""
    let next: TerminalText =
      switch state {
      case .draft: "casevault note sign \(short)"
      case .submitted:
        "a supervisor of yours (casevault member list) runs casevault note cosign \(short)"
      case .signed: "casevault note addendum \(short)"
      }
    return
      "\(note.kind.title) \(short) of \(client?.text ?? "") is \(state.phrase)\(late)\n\nNext: \(next)"
  }
}

/// How far a note has come that was just kept.
enum KeptState: String {
  case draft
  case submitted
  case signed

  fileprivate var phrase: TerminalText {
    switch self {
    case .draft: "kept as a draft"
    case .submitted: "signed by you, and waits for your supervisor's signature"
    case .signed: "signed, and locked for good"
    }
  }
}

extension NoteID {
  /// The first eight digits, enough to type and to tell apart.
  var shortText: TerminalText { .escaped(String(hexadecimal.prefix(8))) }
}
