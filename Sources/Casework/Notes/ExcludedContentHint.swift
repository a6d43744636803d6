/// One hint that a psychotherapy note may hold what belongs in the progress note.
///
/// At most one for a note, and never a refusal: what a therapist writes in free text is the therapist's
/// to judge. The answer "keep" is stored with the note.
package struct ExcludedContentHint: Sendable, Hashable {
  /// What was found, in the regulation's order; never empty.
  package let found: [ExcludedContent]

  /// Nil if no phrase of the table stands in the text.
  package init?(in text: String) {
    found = Self.table.filter { row in row.needles.contains { $0.standsAsWord(in: text) } }
      .map(\.content)
    guard !found.isEmpty else { return nil }
  }

  private static let table: [(content: ExcludedContent, needles: [TextNeedle])] =
    ExcludedContent.all.map { ($0, $0.phrases.compactMap { TextNeedle(foldedFrom: $0) }) }
}

extension TextNeedle {
  /// Whether a match has no letter or digit of ASCII on either side, nor any other script's letter.
  fileprivate func standsAsWord(in text: String) -> Bool {
    let bytes = text.utf8.span
    var start = 0
    while let match = firstMatch(in: bytes, from: start) {
      let isWhole =
        !bytes.isWordByte(at: match.lowerBound - 1) && !bytes.isWordByte(at: match.upperBound)
      if isWhole { return true }
      start = match.lowerBound + 1
    }
    return false
  }
}

extension Span<UInt8> {
  /// Digits do not count: in `50mg` the unit is a word.
  fileprivate func isWordByte(at offset: Int) -> Bool {
    guard indices.contains(offset) else { return false }
    let byte = self[offset]
    return byte >= 0x80 || (byte | 0x20) &- 0x61 < 26
  }
}
