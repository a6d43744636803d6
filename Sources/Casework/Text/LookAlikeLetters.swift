extension String {
  /// A text that mixes Latin letters with Greek or Cyrillic ones, with each of those that is drawn like a
  /// Latin letter as that letter; any other text as it is.
  ///
  /// Nobody types such a mixture: it comes from a keyboard that was switched too late, or from somebody
  /// who wants two names to be taken for one. A name in one alphabet is left alone, whichever it is.
  var withLatinLookAlikes: String {
    guard !utf8.span.isASCII, unicodeScalars.contains(where: \.isLatinLetter),
      unicodeScalars.contains(where: { Self.latinLookAlikes[$0] != nil })
    else { return self }
    var seen = ""
    seen.unicodeScalars.append(contentsOf: unicodeScalars.map { Self.latinLookAlikes[$0] ?? $0 })
    return seen
  }

  /// Source: Unicode Technical Standard #39, confusables.txt: the Cyrillic and Greek letters whose likeness
  /// to one Latin letter is close in every common font.
  private static let latinLookAlikes: [Unicode.Scalar: Unicode.Scalar] = {
    let cyrillic = zip("АВЕЅІЈКМНОРСТУХԚԜаеѕіјорсухһԁԛԝѵ", "ABESIJKMHOPCTYXQWaesijopcyxhdqwv")
    let greek = zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυ", "ABEZHIKMNOPTYXaivopu")
    let pairs = (Array(cyrillic) + Array(greek)).compactMap { other, latin in
      other.unicodeScalars.first.flatMap { other in
        latin.unicodeScalars.first.map { (other, $0) }
      }
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }()
}

extension Unicode.Scalar {
  /// Of Basic Latin, Latin-1 or Latin Extended-A and -B.
  fileprivate var isLatinLetter: Bool { value <= 0x24f && properties.isAlphabetic }
}
