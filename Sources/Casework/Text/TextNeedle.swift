/// A text to look for, ignoring case, in raw UTF-8.
///
/// Nothing is decoded or folded in the text that is searched: instead the needle holds every spelling
/// of each of its letters, and a match is a run of bytes that spells them. To get near a match fast,
/// three bytes of the needle that are rare in prose serve as ``Anchor``s; many places at a time are asked
/// whether the rarest two could stand there, and where they could, whether the third could.
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
    // The rarest first; a short needle has some twice.
    let chosen = (0..<3).map { anchors.indices.contains($0) ? anchors[$0] : rarest }
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
    while position &+ Anchor.places &- 1 <= end {
      if Anchor.couldStand(first, second, atAnyFrom: position, of: text),
        Anchor.couldStand(first, second, third, atAnyFrom: position, of: text),
        let place = candidate(in: text, of: position..<(position &+ Anchor.places))
      {
        return place
      }
      position &+= Anchor.places
      // The last places together with some that were looked at, rather than one by one.
      if position <= end, position &+ Anchor.places &- 1 > end {
        position = end &- Anchor.places &+ 1
      }
    }
    return position > end ? nil : candidate(in: text, of: position..<(end &+ 1))
  }

  /// The first of some places at which all anchors could stand.
  private func candidate(in text: Span<UInt8>, of places: Range<Int>) -> Int? {
    var position = places.lowerBound
    while position < places.upperBound {
      if first.couldStand(near: position, of: text), second.couldStand(near: position, of: text),
        third.couldStand(near: position, of: text)
      {
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
