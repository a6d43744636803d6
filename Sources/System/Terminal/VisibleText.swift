/// Turns any string into one whose every character can be seen and moves nothing but the cursor, by
/// one step to the right.
///
/// Judged with the character properties of Unicode as the standard library carries them.
struct VisibleText {
  enum Lines {
    /// Line feeds and tabs are shown as `\n` and `\t`.
    case joined
    /// Line feeds stay, tabs become spaces.
    case kept
  }

  /// One step of the input.
  private enum Piece: Equatable {
    case scalar(Unicode.Scalar)
    /// A byte that is no part of any UTF-8 sequence.
    case stray(UInt8)
  }

  static func of(_ string: String, lines: Lines) -> String {
    let isPlain = string.utf8.allSatisfy {
      $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A && lines == .kept
    }
    if isPlain { return string }
    return VisibleText(string.unicodeScalars.map(Piece.scalar), lines).written()
  }

  static func of(_ bytes: [UInt8], lines: Lines) -> String {
    var pieces: [Piece] = []
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var position = 0
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        pieces.append(.scalar(Unicode.UTF8.decode(encoded)))
        position += encoded.count
      case .error(let length):
        pieces += bytes[position..<position + length].map(Piece.stray)
        position += length
      case .emptyInput:
        return VisibleText(pieces, lines).written()
      }
    }
  }

  private let pieces: [Piece]
  private let lines: Lines
  /// Combining marks in a row so far; nil where there is nothing to combine with.
  private var marks: Int?
  private var text = ""

  private init(_ pieces: [Piece], _ lines: Lines) {
    self.pieces = pieces
    self.lines = lines
    text.reserveCapacity(pieces.count)
  }

  private consuming func written() -> String {
    for index in pieces.indices { write(index) }
    return text
  }

  private mutating func write(_ index: Int) {
    switch pieces[index] {
    case .stray(let byte): escape("\\x" + hexadecimal(byte))
    case .scalar("\n") where lines == .kept: breakLine()
    case .scalar("\r") where lines == .kept && scalar(index + 1) == "\n": break
    case .scalar("\t") where lines == .kept: escape("    ")
    case .scalar(let scalar) where isVisible(scalar, at: index):
      text.unicodeScalars.append(scalar)
      marks = scalar.properties.isMark ? (marks ?? 0) + 1 : 0
    case .scalar(let scalar): escape(Self.escape(of: scalar))
    }
  }

  private mutating func breakLine() {
    text += "\n"
    marks = nil
  }

  private mutating func escape(_ visible: String) {
    text += visible
    marks = nil
  }

  private static func escape(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case _ where scalar.isASCII: "\\x" + hexadecimal(UInt8(scalar.value))
    default: "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
  }

  private func isVisible(_ scalar: Unicode.Scalar, at index: Int) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
    let properties = scalar.properties
    if properties.isMark && !hasRoomForMark { return false }
    if properties.isJoinControl { return joins(at: index) }
    if properties.isVariationSelector { return varies(at: index) }
    if InvisibleCharacters.tags.contains(scalar.value) { return isInFlag(at: index) }
    return !InvisibleCharacters.contains(scalar)
  }

  /// A mark needs a letter of the same line before it, or it would be drawn onto whatever we printed
  /// there; and no more than 30 in a row, the limit of UAX #15 section 13, as more paint over the
  /// lines above.
  private var hasRoomForMark: Bool { marks.map { $0 < 30 } ?? false }

  /// ZWJ and ZWNJ stay where they shape what can be seen: inside an emoji, or between the letters of
  /// a script that uses them (after UAX #31, section 2.3.1).
  private func joins(at index: Int) -> Bool {
    guard let before = scalar(index - 1) else { return false }
    let isJoiner = scalar(index) == "\u{200D}"
    // A vowel killer with ZWJ is a letter form of its own (Malayalam chillu), whatever follows.
    if isJoiner && before.properties.canonicalCombiningClass == .virama { return true }
    guard let after = scalar(index + 1) else { return false }
    if before.usesJoiners && after.usesJoiners { return true }
    return isJoiner && after.isPictograph
      && scalar(baseOfEmoji(endingAt: index - 1))?.isPictograph == true
  }

  /// Steps back over what may stand between an emoji and its joiner: a style or a skin tone.
  private func baseOfEmoji(endingAt index: Int) -> Int {
    guard let last = scalar(index), last == "\u{FE0F}" || last.properties.isEmojiModifier else {
      return index
    }
    return index - 1
  }

  /// A variation selector stays directly after what it can vary; rows of them can smuggle text.
  private func varies(at index: Int) -> Bool {
    guard let base = scalar(index - 1), let selector = scalar(index) else { return false }
    if selector == "\u{FE0E}" || selector == "\u{FE0F}" { return base.properties.isEmoji }
    if (0x180B...0x180F).contains(selector.value) { return (0x1820...0x18AA).contains(base.value) }
    return base.properties.isIdeographic
  }

  /// Tag characters stay only in the three flags that Unicode recommends: 🏴 and five or six tags.
  private func isInFlag(at index: Int) -> Bool {
    var start = index
    while let before = scalar(start - 1), InvisibleCharacters.tags.contains(before.value) {
      start -= 1
    }
    guard scalar(start - 1) == "\u{1F3F4}" else { return false }
    var tags = ""
    var next = start
    while let tag = scalar(next), InvisibleCharacters.tags.contains(tag.value) {
      guard let letter = Unicode.Scalar(tag.value - 0xE0000) else { return false }
      tags.unicodeScalars.append(letter)
      next += 1
    }
    return ["gbeng\u{7F}", "gbsct\u{7F}", "gbwls\u{7F}"].contains(tags)
  }

  private func scalar(_ index: Int) -> Unicode.Scalar? {
    guard pieces.indices.contains(index), case .scalar(let scalar) = pieces[index] else {
      return nil
    }
    return scalar
  }
}

private func hexadecimal(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return byte < 16 ? "0" + digits : digits
}
