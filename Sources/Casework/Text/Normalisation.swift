// `_nfc` and `_nfd` are the standard library's own normalisers, which string comparison rests on. There
// is no public door to them without Foundation, which would triple the start-up time of a command.
@_spi(_Unicode) import Swift

extension String {
  /// The text in Unicode's canonical composed form (UAX 15), so that equal names are equal bytes.
  package var canonicallyComposed: String {
    guard !utf8.span.isASCII else { return self }
    var composed = ""
    composed.unicodeScalars.append(contentsOf: _nfc)
    return composed
  }

  /// The text for comparing names: lower case, without accents, a few Latin letters spelled out, and
  /// without what cannot be seen, so that names which look the same answer to the same.
  ///
  /// Marks with a combining class are dropped, which are the accents of Latin, Greek and Cyrillic and
  /// the points of Hebrew and Arabic; the vowel signs of Indic scripts have class 0 and stay.
  var foldedForNames: String {
    guard !utf8.span.isASCII else { return lowercased() }
    var folded = ""
    for scalar in withoutInvisibleCharacters.lowercased()._nfd {
      if let spelling = Self.plainSpellings[scalar] {
        folded += spelling
      } else if scalar.properties.canonicalCombiningClass == .notReordered {
        folded.unicodeScalars.append(scalar)
      }
    }
    return folded
  }

  /// Letters that have no decomposition, as somebody without the key on the keyboard types them.
  private static let plainSpellings: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
    "ı": "i", "ŋ": "n",
  ]
}

extension Span<UInt8> {
  var isASCII: Bool {
    var bits: UInt8 = 0
    for index in indices { bits |= self[index] }
    return bits < 0x80
  }
}
