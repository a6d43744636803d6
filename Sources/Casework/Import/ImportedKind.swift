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

  /// `Psychotherapy-Notes` and `psychotherapy note` are one label. By bytes: an import asks it once for
  /// every note, and the names sought are ASCII.
  private static func folded(_ label: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(label.utf8.count)
    for byte in label.utf8 {
      let letter = byte | 0x20
      if byte >= 0x80 || byte.decimalDigit != nil || letter &- 0x61 < 26 {
        bytes.append(byte >= 0x80 ? byte : letter)
      } else if let last = bytes.last, last != 0x20 {
        bytes.append(0x20)
      }
    }
    for ending in [" ", " notes", " note"]
    where bytes.reversed().starts(with: ending.utf8.reversed()) {
      bytes.removeLast(ending.utf8.count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let names: [String: NoteKind] = [
    "progress": .progress, "psychotherapy": .psychotherapy, "process": .psychotherapy,
    "psychotherapy process": .psychotherapy,
  ]
}
