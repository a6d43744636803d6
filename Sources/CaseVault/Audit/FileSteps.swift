import Casework

/// What entries did to each case file, kept in order until it is known whether its history must be folded.
///
/// Only what had no effect is asked for here. In a file into which nothing came but imports, each note
/// under an id of its own, everything had: so an import of a hundred thousand notes folds nothing.
struct FileSteps: Sendable {
  private var steps: [CaseFileID: [Step]] = [:]
  private var unsettled: Set<CaseFileID> = []

  private enum Step: Sendable {
    case event(any FileEvent, EntryFacts)
    case imported(ImportedNotes, at: Link)
  }

  mutating func take(_ event: any FileEvent, as facts: EntryFacts) {
    steps[event.file, default: []].append(.event(event, facts))
    unsettled.insert(event.file)
  }

  /// `areNew` says that no note among them was named before.
  mutating func take(_ notes: ImportedNotes, at link: Link, areNew: Bool) {
    steps[notes.file, default: []].append(.imported(notes, at: link))
    if !areNew { unsettled.insert(notes.file) }
  }

  /// What had no effect in the history of its file.
  func violations() throws -> [RecordedViolation] {
    try eachOnAnyProcessor(of: Array(unsettled)) { file in
      var history = FileHistory()
      for step in steps[file] ?? [] {
        switch step {
        case .event(let event, let facts): history.take(event, as: facts)
        case .imported(let notes, let link): history.take(notes, at: link)
        }
      }
      return history.violations
    }.flatMap { $0 }
  }
}
