/// A note's text as its template reads it.
///
/// The text is the record and is never rearranged; this is only a view of it. A section begins at a
/// line that starts with its title or its title's first letter and a colon, in any case: `Plan:` or
/// `p: …`. Only a section that comes *later* in the template than the one being read can begin, so
/// that a line such as `S: I said no` inside a plan stays part of the plan.
package struct NoteSections: Sendable, Hashable {
  /// What stands before the first heading. Kept and shown; nothing that somebody wrote is refused.
  package let preamble: String
  /// Every section of the template in its order; the text is empty where the note has none.
  package let sections: [Section]

  /// A section of the template, with what the note says in it.
  package struct Section: Sendable, Hashable {
    package let section: NoteTemplate.Section
    package let text: String
  }

  package init(of text: String, by template: NoteTemplate) {
    var texts = [String](repeating: "", count: template.sections.count)
    var preamble = ""
    var current = -1
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = line
      let later = template.sections.indices.dropFirst(current + 1)
      if let next = later.first(where: { template.sections[$0].begins(line) }) {
        current = next
        line = line.drop { $0 != ":" }.dropFirst()
      }
      if current < 0 { preamble.append(line: line) } else { texts[current].append(line: line) }
    }
    self.preamble = UTF8Text.trimmed(preamble)
    sections = zip(template.sections, texts).map {
      Section(section: $0, text: UTF8Text.trimmed($1))
    }
  }

  /// The sections that say nothing.
  package var missing: [NoteTemplate.Section] {
    sections.filter { UTF8Text.isBlank($0.text) }.map(\.section)
  }

  /// Whether there is nothing but headings.
  package var isEmpty: Bool { UTF8Text.isBlank(preamble) && missing.count == sections.count }
}

extension NoteTemplate.Section {
  fileprivate func begins(_ line: Substring) -> Bool {
    guard let colon = line.prefix(title.count + 8).firstIndex(of: ":") else { return false }
    let heading = UTF8Text.trimmed(String(line[..<colon])).lowercased()
    return heading == title.lowercased() || heading == title.prefix(1).lowercased()
  }
}

extension String {
  fileprivate mutating func append(line: Substring) {
    append(contentsOf: line)
    append("\n")
  }
}
