extension NoteTemplate {
  /// Text without sections.
  package static let free = NoteTemplate(
    code: "free", version: 1, title: "Free text", sections: [])
}
