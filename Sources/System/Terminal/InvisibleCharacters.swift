/// Which characters cannot be seen, or change how others are seen.
enum InvisibleCharacters {
  /// Copies of ASCII that no font draws.
  static let tags: ClosedRange<UInt32> = 0xE0020...0xE007F

  /// Controls, line and paragraph separators, format characters, noncharacters, and everything that
  /// Unicode says a font may leave out (`Default_Ignorable_Code_Point`: zero-width spaces, blank
  /// Hangul letters, the soft hyphen).
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format where !isDrawn(scalar): return true
    default: return properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
    }
  }

  /// Format characters that nevertheless have a shape: Arabic, Syriac and Kaithi signs that enclose
  /// the digits after them (`Prepended_Concatenation_Mark`).
  private static func isDrawn(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890...0x0891, 0x08E2, 0x110BD, 0x110CD: true
    default: false
    }
  }
}

extension Unicode.Scalar.Properties {
  /// A combining mark, of whatever width.
  var isMark: Bool {
    switch generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// An emoji that can stand in a joined sequence; digits and `#` are emoji by name only.
  var isPictograph: Bool { !isASCII && (properties.isEmoji || properties.isEmojiModifier) }

  /// A letter or mark of a script that shapes words with ZWJ and ZWNJ: Arabic, Syriac and their
  /// relatives, and the scripts descended from Brahmi.
  var usesJoiners: Bool {
    guard properties.isAlphabetic || properties.isMark else { return false }
    switch value {
    case 0x0600...0x08FF, 0x0900...0x0DFF, 0x0F00...0x109F, 0x1700...0x18AF, 0x1900...0x1CFF,
      0xA800...0xAAFF, 0xABC0...0xABFF, 0xFB50...0xFDFF, 0xFE70...0xFEFC, 0x10A00...0x11FFF:
      return true
    default: return false
    }
  }
}
