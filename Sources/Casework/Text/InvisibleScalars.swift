extension Unicode.Scalar {
  /// Whether nobody sees that it is there: a control, a format character that has no shape of its own, a
  /// separator of lines or paragraphs, or anything else that a font may leave out.
  ///
  /// Joiners are among them although they can shape the letters beside them, in Persian or Hindi: two
  /// spellings of one name are not two names. Source: Unicode 16, general categories Cc, Cf, Zl and Zp;
  /// `Default_Ignorable_Code_Point`; `Prepended_Concatenation_Mark` for those of Cf that are drawn.
  var isInvisible: Bool {
    guard !isASCII else { return value < 0x20 || value == 0x7f }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return !Self.drawnFormats.contains { $0.contains(value) }
    default: return properties.isDefaultIgnorableCodePoint
    }
  }

  private static let drawnFormats: [ClosedRange<UInt32>] = [
    0x0600...0x0605, 0x06dd...0x06dd, 0x070f...0x070f, 0x0890...0x0891, 0x08e2...0x08e2,
    0x110bd...0x110bd, 0x110cd...0x110cd,
  ]
}

extension String {
  /// Whether some of it can be seen.
  package var hasVisibleCharacter: Bool {
    unicodeScalars.contains { !$0.isInvisible && !$0.properties.isWhitespace }
  }

  /// The text without what cannot be seen. Each run of white space that is left is one space.
  var withoutInvisibleCharacters: String {
    guard !utf8.span.isASCII, unicodeScalars.contains(where: \.isInvisible) else { return self }
    var seen = ""
    for scalar in unicodeScalars where !scalar.isInvisible {
      if scalar.properties.isWhitespace, seen.unicodeScalars.last?.properties.isWhitespace ?? true {
        continue
      }
      seen.unicodeScalars.append(scalar)
    }
    if seen.unicodeScalars.last?.properties.isWhitespace ?? false {
      seen.unicodeScalars.removeLast()
    }
    return seen.canonicallyComposed
  }
}
