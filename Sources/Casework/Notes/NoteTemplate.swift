/// The sections that a note is written in.
///
/// A note's text is one text, always; a template is a way of reading it (``NoteSections``). A version
/// that has been published is frozen, because signed notes are read by it for decades: a change is a
/// new value with the next version, and ``all`` keeps both.
package struct NoteTemplate: Sendable, Hashable {
  package let code: String
  package let version: Int
  package let title: String
  /// In the order in which they stand in a note; none for free text.
  package let sections: [Section]

  /// One heading of a template, and what it asks for.
  package struct Section: Sendable, Hashable {
    /// The word that stands in `--json` results.
    package let key: String
    /// The heading, which is also how the section is recognised.
    package let title: String
    /// What the section is for, shown to whoever writes it.
    package let prompt: String
  }

  /// Every published version of every template.
  package static let all: [NoteTemplate] = [.free, .soap, .dap, .birp, .girp]

  /// The newest version under a code, for a new note.
  package static func named(_ code: String) -> NoteTemplate? {
    all.filter { $0.code == code }.max { $0.version < $1.version }
  }

  /// One version, for a note that was written by it.
  package static func named(_ code: String, version: Int) -> NoteTemplate? {
    all.first { $0.code == code && $0.version == version }
  }

  /// What an editor is opened with: each heading, and room below it. Empty for free text.
  package var skeleton: String {
    sections.map { "\($0.title):\n\n" }.joined(separator: "\n")
  }
}
