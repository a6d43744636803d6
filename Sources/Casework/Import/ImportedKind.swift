/// What a kind of note in somebody else's file means here.
struct ImportedKind {
  let kind: NoteKind
  /// The label as it stood there, if it says more than our kind does.
  let sourceKind: String?

  /// A label that names one of our kinds is that kind. Every other becomes a progress note, and the
  /// label is kept in its header: a "visit note" is part of the record, and guessing that it might be
  /// a therapist's private note would hide it from those who should see it. The other way round, only
  /// the names of the regulation make a psychotherapy note.
  init(label: String?) {
    guard let label else {
      kind = .progress
      sourceKind = nil
      return
    }
    let known = NoteKind.named(label) ?? Self.names[Self.folded(label)]
    kind = known ?? .progress
    sourceKind = known?.code == label ? nil : label
  }

  /// `Psychotherapy-Notes` and `psychotherapy note` are one label.
  private static func folded(_ label: String) -> String {
    let words = label.lowercased().split { !$0.isLetter && !$0.isNumber }
    let isNote = words.count > 1 && (words.last == "note" || words.last == "notes")
    return (isNote ? words.dropLast() : words[...]).joined(separator: " ")
  }

  private static let names: [String: NoteKind] = [
    "progress": .progress, "psychotherapy": .psychotherapy, "process": .psychotherapy,
    "psychotherapy process": .psychotherapy,
  ]
}
