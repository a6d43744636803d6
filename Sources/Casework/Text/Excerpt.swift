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
    var before = ""
    var match = ""
    var after = ""
    var offset = start
    for character in String(copyingValid: text.extracting(start..<max(start, end))) {
      let next = offset + character.utf8.count
      if next <= range.lowerBound {
        before.append(character)
      } else if offset < range.upperBound {
        match.append(character)
      } else {
        after.append(character)
      }
      offset = next
    }
    self.match = match.onOneLine
    (self.before, isCutBefore) = (before.onOneLine.last(width), start > 0 || before.count > width)
    (self.after, isCutAfter) = (
      after.onOneLine.first(width), end < text.count || after.count > width
    )
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

  fileprivate var onOneLine: String {
    var line = ""
    for character in self {
      if !character.isWhitespace {
        line.append(character)
      } else if line.last != " " {
        line.append(" ")
      }
    }
    return line
  }

  fileprivate func first(_ width: Int) -> String { String(prefix(width)) }
  fileprivate func last(_ width: Int) -> String { String(suffix(width)) }
}
