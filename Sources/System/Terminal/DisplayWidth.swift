/// How many columns of a terminal a text fills.
///
/// Terminals differ in detail; this follows the `wcwidth` of current ones: two columns for East Asian
/// wide characters and emoji, none for what combines with the character before, one for the rest.
/// Where a whole emoji is built of several characters it counts as one picture.
enum DisplayWidth {
  static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard scalars.count > 1 else { return scalars.first.map(of) ?? 0 }
    if scalars.contains(where: { $0 == "\u{FE0F}" || $0.properties.isEmojiModifier }) { return 2 }
    if scalars.contains("\u{200D}"), scalars.first?.isPictograph == true { return 2 }
    return scalars.reduce(0) { $0 + of($1) }
  }

  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    case .format: return InvisibleCharacters.contains(scalar) ? 0 : 1
    default: break
    }
    if isTrailingJamo(scalar) { return 0 }
    if isRegionalIndicator(scalar) { return 1 }
    return WideCharacters.contains(scalar) || properties.isEmojiPresentation ? 2 : 1
  }

  /// Vowels and final consonants that are drawn into the block their first consonant began.
  private static func isTrailingJamo(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: true
    default: false
    }
  }

  /// One of the letters that make a flag by twos: half a flag, so half its width.
  private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }
}
