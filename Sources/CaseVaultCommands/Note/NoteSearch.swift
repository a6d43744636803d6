import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note search`: a word or phrase in the notes you may read, wherever case differs.
struct NoteSearch: VaultCommand {
  static let synopsis = "casevault note search TEXT [--client CLIENT] [--limit NUMBER]"
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Search your notes for a text.", usage: synopsis,
    discussion: """
      The log says that you searched and which notes were shown, never for what. Nothing but the line \
      around the first place is shown of a note. Texts are searched as they were written, titles are not: \
      an accent is found as it is typed, and one typed as a character of its own is another.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp("What to look for; upper and lower case are alike.", valueName: "text"))
  var text: String?

  @Option(help: ArgumentHelp("Only in this client's notes.", valueName: "client"))
  var client: String?

  @Option(help: ArgumentHelp("Show at most this many notes.", valueName: "number"))
  var limit = 100

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit is at least 1") }
  }

  var missing: TerminalText? { text == nil ? "the text to look for" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let text = try session.questions.value(text, of: "the text to look for")
    guard let needle = TextNeedle(foldedFrom: text) else { throw InvalidText.empty }
    let file = try client.map {
      try ClientChoice(in: vault, asking: session.questions).client($0).file
    }
    let bar = SharedBar("Searching", in: session.environment)
    defer { bar.finish() }
    let found = try vault.search(
      for: needle, in: file, atMost: limit, to: session.screen.destination
    ) { bar.show($0) }
    let state = try vault.state
    let numbers = found.hits.map { state.files[$0.file].flatMap { ClientNumber($0.number) } }
    let hits = zip(found.hits, numbers).map { hit, number in
      var facts = hit.summary.facts
      facts.append("client", .string(number?.text ?? ""))
      facts.append("excerpt", .object(hit.excerpt.facts))
      return JSONValue.object(facts)
    }
    let result = JSONObject([
      ("total", .integer(Int64(found.total))), ("files", .integer(Int64(found.filesSearched))),
      ("filesWaiting", .integer(Int64(found.filesWaiting))),
      ("missing", .integer(Int64(found.gap?.missing ?? 0))), ("notes", .array(hits)),
    ])
    return Answer(result, storedWords: true, fault: found.gap) { Self.page(found, numbers, $0) }
  }

  private static func page(
    _ found: SearchResult, _ numbers: [ClientNumber?], _ layout: Layout
  ) -> TerminalText {
    let waiting: TerminalText =
      found.filesWaiting == 0
      ? "" : "; \(found.filesWaiting) more, whose key is on its way to you, could not be searched"
    let searched = TerminalText.count(found.filesSearched, "case file", "case files")
    let files: TerminalText = "\(searched)\(waiting)"
    guard !found.hits.isEmpty else { return "nothing found in \(files)" }
    let hits = zip(found.hits, numbers).map { hit, number in
      let time: TerminalText = hit.summary.header.event.map { "\($0.dayOrMinute)" } ?? ""
      let title: TerminalText = hit.summary.header.title.map { "  \($0)" } ?? ""
      let head: TerminalText = "\(number?.text ?? "")  \(hit.note.shortText)  \(time)\(title)"
      return
        "\(layout.heading(layout.columns.map { head.truncated(toWidth: $0) } ?? head))\n  \(hit.excerpt.line(layout))"
        as TerminalText
    }
    let shown = found.hits.count
    let rest: TerminalText =
      found.total > shown ? ", of which \(shown) are shown (--limit)" : ""
    return """
      \(hits.joined(separator: "\n"))

      \(TerminalText.count(found.total, "note", "notes")) in \(files)\(rest)
      """
  }
}

extension Excerpt {
  /// In `--json`, so that nobody has to look for the match again.
  fileprivate var facts: JSONObject {
    JSONObject([
      ("before", .string(before)), ("match", .string(match)), ("after", .string(after)),
    ])
  }

  /// On one line, with dots where text was left out.
  fileprivate func line(_ layout: Layout) -> TerminalText {
    let start: TerminalText = isCutBefore ? "…" : ""
    let end: TerminalText = isCutAfter ? "…" : ""
    let (before, after) = (before.drop { $0 == " " }, after.droppingLastSpaces)
    return "\(start)\(String(before))\(layout.heading("\(match)"))\(after)\(end)"
  }
}

extension String {
  fileprivate var droppingLastSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
