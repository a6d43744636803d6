/// A text to look for, ignoring case, in raw UTF-8.
///
/// Nothing is decoded or folded in the text that is searched: instead the needle holds every spelling
/// of each of its letters, and a match is a run of bytes that spells them. To get near a match fast,
/// three bytes of the needle that are rare in prose serve as ``Anchor``s; 64 places at a time are asked
/// whether all could stand there.
///
/// Letters compare by simple case folding (Unicode 16, CaseFolding.txt, status C and S), of ASCII and
/// of everything else; the Kelvin sign and the long s, which fold to ASCII letters, are not looked
/// for. A letter with a combining accent and the same letter precomposed are different bytes and do
/// not match each other.
package struct TextNeedle: Sendable {
  private let letters: [FoldedLetter]
  private let shortest: Int
  private let first: Anchor
  private let second: Anchor
  private let third: Anchor

  /// Nil for the empty text, which is everywhere.
  package init?(foldedFrom text: String) {
    letters = text.unicodeScalars.map { FoldedLetter($0) }
    let anchors = Anchor.all(of: letters).sorted { $0.commonness < $1.commonness }
    guard let rarest = anchors.first else { return nil }
    // In the order in which they stand in the text; a short needle has some twice.
    let chosen = (0..<3).map { anchors.indices.contains($0) ? anchors[$0] : rarest }
      .sorted { $0.offset < $1.offset }
    (first, second, third) = (chosen[0], chosen[1], chosen[2])
    shortest = letters.reduce(0) { $0 + $1.shortest }
  }

  /// The first match that begins at or after a byte offset, as a range of bytes.
  package func firstMatch(in text: Span<UInt8>, from start: Int = 0) -> Range<Int>? {
    var position = max(0, start)
    let end = text.count - shortest
    while position <= end {
      guard let candidate = candidate(in: text, from: position, through: end) else { return nil }
      if let length = lengthOfMatch(in: text, at: candidate) {
        return candidate..<(candidate + length)
      }
      position = candidate + 1
    }
    return nil
  }

  /// The first match that begins at or after a byte offset, as a range of bytes.
  package func firstMatch(in text: [UInt8], from start: Int = 0) -> Range<Int>? {
    firstMatch(in: text.span, from: start)
  }

  /// The next place at which all anchors could stand.
  private func candidate(in text: Span<UInt8>, from start: Int, through end: Int) -> Int? {
    var position = start
    while position &+ 63 <= end, position &+ third.offset &+ 64 <= text.count {
      let near = text.extracting((position &+ first.offset)..<(position &+ first.offset &+ 64))
      let middle = text.extracting((position &+ second.offset)..<(position &+ second.offset &+ 64))
      let far = text.extracting((position &+ third.offset)..<(position &+ third.offset &+ 64))
      var lowest: UInt8 = 255
      for index in 0..<64 {
        let distance =
          first.distance(of: near[index]) | second.distance(of: middle[index])
          | third.distance(of: far[index])
        lowest = min(lowest, distance)
      }
      if lowest == 0 { break }
      position &+= 64
      // The last places together with some that were looked at, rather than one by one.
      if position <= end, position &+ 63 > end { position = end &- 63 }
    }
    while position <= end {
      let distance =
        first.distance(of: text[position &+ first.offset])
        | second.distance(of: text[position &+ second.offset])
        | third.distance(of: text[position &+ third.offset])
      if distance == 0 {
        return position
      }
      position &+= 1
    }
    return nil
  }

  /// How many bytes from here spell the needle; nil if they do not.
  private func lengthOfMatch(in text: Span<UInt8>, at start: Int) -> Int? {
    var position = start
    for letter in letters {
      guard let length = letter.lengthOfSpelling(in: text, at: position) else { return nil }
      position += length
    }
    return position - start
  }
}
