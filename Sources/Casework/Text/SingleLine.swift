/// Short texts that stand on one line: names, titles, places, labels.
extension UTF8Text {
  /// The text in canonical composed form, without white space at its ends, each run of white space
  /// inside as one space.
  ///
  /// Throws for nothing left, for more than `maximumCharacters` as people count them (or absurdly many
  /// bytes for them), and for control characters; line ends and tabs count as white space here.
  package static func singleLine(
    _ text: String, maximumCharacters: Int
  ) throws(InvalidText) -> String {
    if text.utf8.span.isCleanLine(upTo: maximumCharacters) { return text }
    let limit = maximumCharacters * 32
    guard text.utf8.count <= limit else { throw .tooLong(length: text.utf8.count, limit: limit) }
    var line = ""
    var offset = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        if !line.isEmpty, line.unicodeScalars.last != " " { line.unicodeScalars.append(" ") }
      } else if scalar.properties.generalCategory == .control {
        throw .forbiddenCharacter(scalar, offset: offset)
      } else {
        line.unicodeScalars.append(scalar)
      }
      offset += scalar.utf8.count
    }
    if line.unicodeScalars.last == " " { line.unicodeScalars.removeLast() }
    guard !line.isEmpty else { throw .empty }
    // Fewer bytes than characters allowed means there is nothing to count.
    if line.utf8.count > maximumCharacters, line.count > maximumCharacters {
      throw .tooLong(length: line.count, limit: maximumCharacters)
    }
    return line.canonicallyComposed
  }
}

extension Span<UInt8> {
  /// Whether there is nothing to do: printable ASCII, single spaces, none at the ends. Nearly every
  /// name of an import is such, and asking for the properties of its letters costs ten times as much.
  fileprivate func isCleanLine(upTo length: Int) -> Bool {
    guard (1...length).contains(count), self[0] != 0x20, self[count - 1] != 0x20 else {
      return false
    }
    var previous: UInt8 = 0
    for index in indices {
      let byte = self[index]
      guard (0x20..<0x7f).contains(byte), byte != 0x20 || previous != 0x20 else { return false }
      previous = byte
    }
    return true
  }
}

extension Unicode.Scalar {
  fileprivate var utf8: UTF8.EncodedScalar { UTF8.encode(self) ?? UTF8.encodedReplacementCharacter }

  /// Whether it turns the direction of what follows (UAX 9): two names could look alike, or a line of
  /// a table read backwards.
  var isBidiControl: Bool {
    switch value {
    case 0x61c, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
    default: false
    }
  }
}
