import CaseVault
import Casework
import System

/// A note as it is shown: what is known of it, its words, its addenda.
struct NotePage {
  private let opened: OpenedNote
  private let authors: [MemberID: String]

  private let now: Moment

  init(_ opened: OpenedNote, authors: [MemberID: String], now: Moment) {
    self.opened = opened
    self.authors = authors
    self.now = now
  }

  /// In `--json`: as in a list, with the text and the addenda.
  var facts: JSONObject {
    var facts = opened.summary.facts
    facts.append("authorName", ifPresent: author.map { .string($0) })
    facts.append("text", .string(opened.note.text))
    if let grant = opened.grant {
      facts.append("grant", .string("G-\(grant.number)"))
      facts.append("until", .string(grant.terms.until.text))
    }
    if let emergency = opened.emergency {
      facts.append("emergency", .string("E-\(emergency.number)"))
      facts.append("until", .string(emergency.until.text))
    }
    let sections = opened.note.sections.sections.map { section in
      JSONValue.object(
        JSONObject([
          ("key", .string(section.section.key)), ("title", .string(section.section.title)),
          ("text", .string(section.text)),
        ]))
    }
    if !sections.isEmpty { facts.append("sections", .array(sections)) }
    let addenda = opened.addenda.map { NotePage($0, authors: authors, now: now).facts }
    facts.append("addendumNotes", .array(addenda.map { .object($0) }))
    return facts
  }

  func page(_ layout: Layout) -> TerminalText {
    let text = layout.wrapped("\(keepingLines: UTF8Text.trimmed(opened.note.text))")
    let own: TerminalText = "\(heading(layout))\n\n\(text)"
    return opened.addenda.reduce(own) { page, addendum in
      "\(page)\n\n\(NotePage(addendum, authors: authors, now: now).page(layout))"
    }
  }

  private func heading(_ layout: Layout) -> TerminalText {
    let summary = opened.summary
    let what: TerminalText =
      switch summary.record.status {
      case .comment: "comment"
      default: summary.record.parent == nil ? "\(opened.note.kind.title)" : "addendum"
      }
    let title: TerminalText = opened.note.title.map { ": \($0)" } ?? ""
    // Wrapped first: the signs that make it bold take no room.
    let first = layout.heading(layout.wrapped("\(what) \(summary.id.shortText)\(title)"))
    return ([first] + lines.map { layout.faint(layout.wrapped($0)) }).joined(separator: "\n")
  }

  private var lines: [TerminalText] {
    var lines: [TerminalText] = []
    let note = opened.note
    if let event = note.event {
      lines.append(
        "on \(event.text)\(note.isLateEntry ? ", late entry of \(note.entered.localText)" : "")")
    }
    let by: TerminalText = author.map { " by \($0)" } ?? ""
    lines.append("\(opened.summary.record.status.phrase)\(by), version \(opened.summary.version)")
    if case .submitted = opened.summary.record.status {
      lines.append("waits for a supervisor's signature")
    }
    if case .coSigned(_, let supervisor, let at) = opened.summary.record.status {
      let name: TerminalText = authors[supervisor].map { " by \($0)" } ?? ""
      lines.append("co-signed on \(at.localText)\(name)")
    }
    if let returned = opened.summary.record.returned, opened.summary.record.status == .draft {
      lines.append("given back on \(returned.localText)")
    }
    if let session = sessionLine { lines.append(session) }
    if let source = note.source { lines.append(Self.origin(of: source)) }
    if let grant = opened.grant {
      lines.append(
        "by grant G-\(grant.number), \(GrantWords.left(of: grant, at: now)) left, until \(grant.terms.until.localTextWithZone)"
      )
    }
    if let emergency = opened.emergency {
      let line = EmergencyLine(emergency, client: nil, names: [:])
      lines.append("in emergency \(line.number), \(line.stage(at: now))")
    }
    if note.keepsExcludedContent { lines.append("excluded content kept by its author") }
    return lines
  }

  private var author: String? { authors[opened.summary.record.author] }

  private var sessionLine: TerminalText? {
    let session = opened.note.session
    guard session != .none else { return nil }
    var parts: [TerminalText] = []
    if let start = session.start { parts.append("from \(start.localText)") }
    if let stop = session.stop { parts.append("to \(stop.localText)") }
    if let place = session.place { parts.append("at \(place)") }
    if let modality = session.modality { parts.append("\(modality.title)") }
    if let approach = session.approach { parts.append("\(approach.title)") }
    return "session \(parts.joined(separator: ", "))"
  }

  private static func origin(of source: NoteSource) -> TerminalText {
    let facts: [TerminalText?] = [
      "from another system", source.author.map { "by \($0)" }, source.kind.map { "as \($0)" },
      source.id.map { "number \($0)" },
    ]
    return facts.compactMap(\.self).joined(separator: ", ")
  }
}
