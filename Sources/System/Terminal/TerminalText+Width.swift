extension TerminalText {
  /// Columns on a terminal, of a text without line feeds and colours.
  package var width: Int { DisplayWidth.of(string) }

  /// The text if it fits, else as much of its beginning as fits before a `…`.
  ///
  /// Never cuts through what a reader sees as one character, so the result can be one column shorter
  /// than `columns`. No columns, no text.
  package func truncated(toWidth columns: Int) -> TerminalText {
    guard columns > 0 else { return "" }
    guard width > columns else { return self }
    var left = columns - 1
    let kept = string.prefix { character in
      left -= DisplayWidth.of(character)
      return left >= 0
    }
    return TerminalText(safe: kept + "…")
  }

  /// The text with spaces after it up to a width; a longer text as it is.
  package func padded(toWidth columns: Int) -> TerminalText {
    TerminalText(safe: string + String(repeating: " ", count: max(0, columns - width)))
  }

  /// The same with the spaces before it, as numbers in a table want.
  package func padded(toWidth columns: Int, alignedRight: Bool) -> TerminalText {
    guard alignedRight else { return padded(toWidth: columns) }
    return TerminalText(safe: String(repeating: " ", count: max(0, columns - width)) + string)
  }

  /// The text broken into lines of at most that many columns, at spaces where there are any.
  package func wrapped(toWidth columns: Int) -> [TerminalText] {
    string.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      Self.wrap(line, max(columns, 1)).map { TerminalText(safe: String($0)) }
    }
  }

  /// The text broken at spaces alone: an id, a path or a key wider than the screen stays in one piece, which
  /// the terminal breaks and a person can copy. So does a line that begins with a space: a command; and words
  /// that belong together, which `pieces` makes one of.
  package func brokenAtSpaces(
    toWidth columns: Int, in pieces: ([Substring]) -> [String] = { $0.map { String($0) } }
  ) -> [TerminalText] {
    string.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      line.first == " "
        ? [TerminalText(safe: String(line))]
        : Self.lines(
          of: pieces(line.split(separator: " ", omittingEmptySubsequences: false)), columns)
    }
  }

  private static func lines(of words: [String], _ columns: Int) -> [TerminalText] {
    var lines: [String] = []
    for word in words {
      if let last = lines.last, DisplayWidth.of("\(last) \(word)") <= columns {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(word)
      }
    }
    return lines.map { TerminalText(safe: $0) }
  }

  private static func wrap(_ line: Substring, _ columns: Int) -> [Substring] {
    var lines: [Substring] = []
    var rest = line
    while DisplayWidth.of(String(rest)) > columns {
      var left = columns
      var end = rest.prefix { character in
        left -= DisplayWidth.of(character)
        return left >= 0
      }
      // A character wider than the line stands alone rather than never being shown.
      if end.isEmpty { end = rest.prefix(1) }
      if rest[end.endIndex...].first != " ", let space = end.lastIndex(of: " ") {
        end = rest[..<space]
      }
      lines.append(end)
      rest = rest[end.endIndex...].drop { $0 == " " }
    }
    return rest.isEmpty && !lines.isEmpty ? lines : lines + [rest]
  }
}
