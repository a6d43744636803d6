/// One line of context around a match, for a list of results.
///
/// Cut between characters as people see them, never inside one, with every run of white space as one
/// space. Not escaped for a terminal: that is the work of whoever prints it.
package struct Excerpt: Sendable, Hashable {
  package let before: String
  package let match: String
  package let after: String
  /// Whether text stands before or after what is shown.
  package let isCutBefore: Bool
  package let isCutAfter: Bool

  /// - Parameters:
  ///   - range: the bytes of the match, within `text`.
  ///   - text: valid UTF-8.
  ///   - width: how many characters to show on each side.
  package init(around range: Range<Int>, in text: Span<UInt8>, width: Int = 40) {
    // A character may take many bytes (a family emoji has 25), but a window without limit would make
    // a list of results as slow as its longest note.
    let reach = max(0, width) * 16 + 64
    let start = text.characterStart(atOrBefore: max(0, range.lowerBound - reach))
    let end = text.characterStart(atOrBefore: min(text.count, range.upperBound + reach))
    let window = String(copyingValid: text.extracting(start..<max(start, end)))
    // A character may begin before the match, or end behind it: it is shown whole.
    let first = window.character(at: range.lowerBound - start)
    var behind = window.character(at: range.upperBound - start)
    if behind < window.index(atByte: range.upperBound - start) { window.formIndex(after: &behind) }
    let before = window[..<first].reversed().onOneLine(atMost: width)
    let after = window[behind...].onOneLine(atMost: width)
    match = String(window[first..<behind].onOneLine(atMost: .max).line)
    (self.before, isCutBefore) = (String(before.line.reversed()), start > 0 || before.isCut)
    (self.after, isCutAfter) = (String(after.line), end < text.count || after.isCut)
  }
}

extension Span<UInt8> {
  /// Steps back over continuation bytes to the first byte of a character.
  fileprivate func characterStart(atOrBefore offset: Int) -> Int {
    var offset = offset
    while offset > 0, offset < count, self[offset] & 0xc0 == 0x80 { offset -= 1 }
    return offset
  }
}

extension String {
  fileprivate init(copyingValid bytes: Span<UInt8>) {
    // Stored text was validated on its way in; should it not be, the excerpt stays empty.
    self = (try? UTF8Text.string(from: bytes)) ?? ""
  }

  fileprivate func index(atByte offset: Int) -> Index {
    utf8.index(startIndex, offsetBy: offset, limitedBy: endIndex) ?? endIndex
  }

  /// Where the character begins that a byte belongs to: stepping back goes to the beginning of the
  /// character before, and forward again to that of this one.
  fileprivate func character(at offset: Int) -> Index {
    let index = index(atByte: offset)
    guard index > startIndex && index < endIndex else { return index }
    // Within the first character there is none before.
    return self.index(index, offsetBy: -1, limitedBy: startIndex)
      .map { self.index(after: $0) } ?? startIndex
  }
}

extension Sequence<Character> {
  /// The first characters, every run of white space as one space, and whether more would follow. No
  /// more of them is looked at than is shown.
  fileprivate func onOneLine(atMost width: Int) -> (line: [Character], isCut: Bool) {
    var line: [Character] = []
    for character in self {
      let shown = character.isWhitespace ? " " : character
      if shown == " ", line.last == " " { continue }
      guard line.count < width else { return (line, true) }
      line.append(shown)
    }
    return (line, false)
  }
}
