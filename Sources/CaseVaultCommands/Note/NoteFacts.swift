import CaseVault
import Casework
import System

extension NoteSummary {
  /// A note in `--json`, without its words.
  var facts: JSONObject { listed.facts }
}

extension ListedNote {
  /// The same; what only the header says is left out where that cannot be opened.
  var facts: JSONObject {
    var facts = JSONObject([
      ("note", .string(id.hexadecimal)), ("file", .string(file.hexadecimal)),
      ("kind", .string(record.kind.code)),
    ])
    facts.append("template", ifPresent: header.map { .string($0.template.code) })
    facts.append("status", .string(record.status.code))
    if case .coSigned(_, let by, let at) = record.status {
      facts.append("cosignedBy", .string(by.hexadecimal))
      facts.append("cosigned", .string(at.text))
    }
    facts.append("returned", ifPresent: record.returned.map { .string($0.text) })
    facts.append("version", .integer(Int64(version)))
    facts.append("author", .string(record.author.hexadecimal))
    facts.append("entered", ifPresent: header.map { .string($0.entered.text) })
    facts.append("late", ifPresent: header.map { .bool($0.isLateEntry) })
    facts.append("title", ifPresent: header?.title.map { .string($0) })
    facts.append("event", ifPresent: header?.event.map { .string($0.moment.text) })
    facts.append("eventPrecision", ifPresent: header?.event.map { .string($0.precision.rawValue) })
    facts.append("session", ifPresent: header?.session.facts.map { .object($0) })
    facts.append("addendumTo", ifPresent: record.parent.map { .string($0.hexadecimal) })
    facts.append("addenda", .array(record.addenda.map { .string($0.hexadecimal) }))
    facts.append("comments", .array(record.comments.map { .string($0.hexadecimal) }))
    facts.append("source", ifPresent: header?.source.map { .object($0.facts) })
    facts.append(
      "excludedContentKept", ifPresent: header.map { .bool($0.keepsExcludedContent) })
    facts.append("fault", ifPresent: fault.map { .object($0.facts) })
    return facts
  }
}

extension SessionFacts {
  /// Nil when nothing is known.
  fileprivate var facts: JSONObject? {
    guard self != .none else { return nil }
    var facts = JSONObject()
    facts.append("start", ifPresent: start.map { .string($0.text) })
    facts.append("stop", ifPresent: stop.map { .string($0.text) })
    facts.append("place", ifPresent: place.map { .string($0) })
    facts.append("modality", ifPresent: modality.map { .string($0.code) })
    facts.append("approach", ifPresent: approach.map { .string($0.code) })
    return facts
  }
}

extension NoteSource {
  fileprivate var facts: JSONObject {
    var facts = JSONObject()
    facts.append("id", ifPresent: id.map { .string($0) })
    facts.append("author", ifPresent: author.map { .string($0) })
    facts.append("kind", ifPresent: kind.map { .string($0) })
    return facts
  }
}

extension NoteStatus {
  /// The word in `--json`.
  var code: String {
    switch self {
    case .draft: "draft"
    case .submitted: "submitted"
    case .signed, .coSigned: "signed"
    case .comment: "comment"
    case .imported: "imported"
    case .discarded: "discarded"
    }
  }

  /// Refuses what its author cannot go on with any more, by what became of it: only of what is signed can be said that an
  /// addendum adds to it.
  func checkIsDraft() throws(NoteRefused) {
    switch self {
    case .draft, .submitted: break
    case .signed, .coSigned, .imported, .comment: throw .locked
    case .discarded: throw .discarded
    }
  }

  /// Refuses what takes no addendum, likewise.
  func checkIsLocked() throws(NoteRefused) {
    switch self {
    case .signed, .coSigned, .imported: break
    case .draft: throw .notSigned
    case .submitted: throw .notCosigned
    case .comment: throw .addendumToAddendum
    case .discarded: throw .discarded
    }
  }

  /// With the time at which it came to be so.
  var phrase: TerminalText {
    switch self {
    case .draft: "draft"
    case .submitted(let at): "submitted on \(at.localText)"
    case .coSigned(let signed, _, _): "signed on \(signed.localText)"
    case .comment(let at): "written on \(at.localText)"
    case .signed(_, let at): "signed on \(at.localText)"
    case .imported(let at): "imported on \(at.localText)"
    case .discarded(let at): "discarded on \(at.localText)"
    }
  }
}
